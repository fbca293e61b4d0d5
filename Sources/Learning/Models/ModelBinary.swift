import FoundationEssentials
import Tensors

// The parts that stored models have in common.

extension BinaryWriter {
    /// Appends a value as JSON with its keys in order.
    mutating func write<Value: Encodable>(json value: Value) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Cards and statistics hold nothing that JSON cannot say, so this does not fail; an empty value would
        // be refused by the reader.
        write([UInt8]((try? encoder.encode(value)) ?? Data()))
    }

    /// Appends a network's shape and parameters.
    mutating func write(_ network: Perceptron) {
        write(network.shape.inputs)
        write(network.shape.hidden)
        write(network.shape.outputs)
        write(network.parameters)
    }
}

extension BinaryReader {
    /// The next value written as JSON.
    mutating func readJSON<Value: Decodable>(_ type: Value.Type) throws(BinaryError) -> Value {
        let start = offset
        let bytes = try readBytes()
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            throw BinaryError(offset: start, problem: "no readable \(type): \(error)")
        }
    }

    /// The next network.
    mutating func readPerceptron() throws(BinaryError) -> Perceptron {
        let start = offset
        let shape = Perceptron.Shape(
            inputs: try readInt(in: 1...65_536), hidden: try readInt(in: 1...65_536),
            outputs: try readInt(in: 1...65_536))
        let parameters = try readFloats()
        guard let network = Perceptron(shape: shape, parameters: parameters) else {
            throw BinaryError(
                offset: start,
                problem: "\(parameters.count) parameters for a network of \(shape.parameterCount)")
        }
        guard parameters.allSatisfy(\.isFinite) else {
            throw BinaryError(offset: start, problem: "a network with a parameter that is not a number")
        }
        return network
    }

    /// The next double, which must be a number.
    mutating func readFinite() throws(BinaryError) -> Double {
        let start = offset
        let value = try readDouble()
        guard value.isFinite else {
            throw BinaryError(offset: start, problem: "\(value) where a number was expected")
        }
        return value
    }
}
