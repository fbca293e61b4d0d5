import CKernels
import Testing

@testable import Tensors

@Suite("The perceptron")
struct PerceptronTests {
    /// Odd sizes reach every tail of the vector loops.
    static let shapes = [
        Perceptron.Shape(inputs: 1, hidden: 1), Perceptron.Shape(inputs: 7, hidden: 5, outputs: 3),
        Perceptron.Shape(inputs: 24, hidden: 32), Perceptron.Shape(inputs: 13, hidden: 43, outputs: 2),
    ]

    @Test("a mean of networks gives the means of their outputs")
    func mean() throws {
        var stream = RandomStream(seed: 4)
        let networks = [3, 5, 2].map {
            Perceptron(shape: .init(inputs: 7, hidden: $0, outputs: 2), head: 1, using: &stream)
        }
        let rows = (0..<7 * 4).map { _ in Float(stream.normal()) }
        let mean = try #require(Perceptron(meanOf: networks))
        #expect(mean.shape == .init(inputs: 7, hidden: 10, outputs: 2))
        let each = networks.map { $0.forward(rows).outputs }
        for (index, output) in mean.forward(rows).outputs.enumerated() {
            #expect(abs(output - (each[0][index] + each[1][index] + each[2][index]) / 3) < 1e-5)
        }
        #expect(Perceptron(meanOf: []) == nil)
        #expect(Perceptron(meanOf: [networks[0]]) == networks[0])
    }

    @Test("the kernels equal plain scalar loops in the stated order, bit for bit", arguments: shapes)
    func exactOrder(shape: Perceptron.Shape) {
        var stream = RandomStream(seed: 9)
        let network = Perceptron(shape: shape, head: 1, using: &stream)
        let batch = 9
        let rows = (0..<batch * shape.inputs).map { _ in Float(stream.normal()) }
        let seeds = (0..<batch * shape.outputs).map { _ in Float(stream.normal()) }
        let forward = network.forward(rows)
        var gradient = [Float](repeating: 0, count: shape.parameterCount)
        network.backward(rows, forward, outputGradient: seeds, into: &gradient)
        let plain = PlainPerceptron(network)
        let (hidden, outputs) = plain.forward(rows)
        #expect(forward.hidden == hidden)
        #expect(forward.outputs == outputs)
        #expect(gradient == plain.backward(rows, hidden, seeds))
    }

    @Test("a batch gives the same numbers as its rows alone")
    func batches() {
        var stream = RandomStream(seed: 10)
        let network = Perceptron(shape: .init(inputs: 6, hidden: 16), head: 1, using: &stream)
        let rows = (0..<30).map { _ in Float(stream.normal()) }
        let together = network.forward(rows).outputs
        let alone = (0..<5).flatMap { network.forward(Array(rows[$0 * 6..<$0 * 6 + 6])).outputs }
        #expect(together == alone)
    }

    @Test("gradients are those of finite differences", arguments: shapes)
    func finiteDifferences(shape: Perceptron.Shape) {
        var stream = RandomStream(seed: 11)
        var network = Perceptron(shape: shape, head: 1, using: &stream)
        let rows = (0..<4 * shape.inputs).map { _ in Float(stream.normal()) }
        let seeds = (0..<4 * shape.outputs).map { _ in Float(stream.normal()) }
        var gradient = [Float](repeating: 0, count: shape.parameterCount)
        network.backward(rows, network.forward(rows), outputGradient: seeds, into: &gradient)
        for index in network.parameters.indices {
            let kept = network.parameters[index]
            let step: Float = 1e-2
            network.parameters[index] = kept + step
            let above = loss(network, rows, seeds)
            network.parameters[index] = kept - step
            let below = loss(network, rows, seeds)
            network.parameters[index] = kept
            let expected = (above - below) / Double(2 * step)
            #expect(abs(Double(gradient[index]) - expected) < 2e-3 * max(1, abs(expected)))
        }
    }

    @Test("a zero head gives zero outputs")
    func zeroHead() {
        var stream = RandomStream(seed: 12)
        let network = Perceptron(shape: .init(inputs: 3, hidden: 8), head: 0, using: &stream)
        #expect(network.forward([1, 2, 3]).outputs == [0])
    }

    @Test("the sum of squares adds in eight lanes", arguments: [0, 1, 7, 8, 9, 100])
    func squares(count: Int) {
        var stream = RandomStream(seed: 13)
        let values = (0..<count).map { _ in Float(stream.normal()) }
        var lanes = [Double](repeating: 0, count: 8)
        for (index, value) in values.enumerated() { lanes[index % 8] += Double(value) * Double(value) }
        let expected =
            ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
        #expect(quire_square_sum(values, Int64(count)) == expected)
    }

    private func loss(_ network: Perceptron, _ rows: [Float], _ seeds: [Float]) -> Double {
        zip(network.forward(rows).outputs, seeds).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
}

/// The same arithmetic without vectors.
private struct PlainPerceptron {
    let shape: Perceptron.Shape
    let w1: [Float], b1: [Float], w2: [Float], b2: [Float]

    init(_ network: Perceptron) {
        shape = network.shape
        let p = network.parameters
        w1 = Array(p[0..<shape.firstBias])
        b1 = Array(p[shape.firstBias..<shape.secondWeights])
        w2 = Array(p[shape.secondWeights..<shape.secondBias])
        b2 = Array(p[shape.secondBias...])
    }

    func forward(_ rows: [Float]) -> (hidden: [Float], outputs: [Float]) {
        var hidden: [Float] = []
        var outputs: [Float] = []
        for row in stride(from: 0, to: rows.count, by: shape.inputs) {
            var units: [Float] = []
            for j in 0..<shape.hidden {
                var sum = b1[j]
                for d in 0..<shape.inputs { sum += rows[row + d] * w1[d * shape.hidden + j] }
                units.append(tanh(sum))
            }
            for o in 0..<shape.outputs {
                var lanes = [Float](repeating: 0, count: 8)
                for j in 0..<shape.hidden { lanes[j % 8] += units[j] * w2[o * shape.hidden + j] }
                let dot =
                    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
                    + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
                outputs.append(b2[o] + dot)
            }
            hidden += units
        }
        return (hidden, outputs)
    }

    func backward(_ rows: [Float], _ hidden: [Float], _ dy: [Float]) -> [Float] {
        let (D, H, O) = (shape.inputs, shape.hidden, shape.outputs)
        let batch = rows.count / D
        var (dw1, db1) = ([Float](repeating: 0, count: D * H), [Float](repeating: 0, count: H))
        var (dw2, db2) = ([Float](repeating: 0, count: O * H), [Float](repeating: 0, count: O))
        for row in 0..<batch {
            var dh = [Float](repeating: 0, count: H)
            for o in 0..<O {
                let g = dy[row * O + o]
                db2[o] += g
                for j in 0..<H {
                    dh[j] += g * w2[o * H + j]
                    dw2[o * H + j] += g * hidden[row * H + j]
                }
            }
            for j in 0..<H {
                let a = hidden[row * H + j]
                let dz = dh[j] * (1 - a * a)
                db1[j] += dz
                for d in 0..<D { dw1[d * H + j] += rows[row * D + d] * dz }
            }
        }
        return dw1 + db1 + dw2 + db2
    }

    private func tanh(_ value: Float) -> Float {
        let x = max(-7.90531110763549805, min(7.90531110763549805, value))
        let s = x * x
        let above: [Float] = [
            -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08,
            1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03,
        ]
        let below: [Float] = [
            1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03,
        ]
        let p = above.dropFirst().reduce(above[0]) { $0 * s + $1 } * x
        return p / below.dropFirst().reduce(below[0]) { $0 * s + $1 }
    }
}
