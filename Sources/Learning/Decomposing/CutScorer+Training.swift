import Tensors

extension CutScorer {
    /// Takes a share off every weight (Loshchilov and Hutter 2019).
    mutating func decay(by share: Double) {
        let kept = Float(1 - share)
        for index in network.parameters.indices { network.parameters[index] *= kept }
    }

    /// A training of this scorer as bytes: position, parameters, optimiser and what was measured last.
    func checkpoint(_ magic: String, step: Int, optimiser: Adam, latest: [String: Double]) -> [UInt8] {
        var writer = BinaryWriter(magic: magic, version: 1)
        writer.write(step)
        writer.write(network.parameters)
        optimiser.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    /// What ``checkpoint(_:step:optimiser:latest:)`` wrote of a training of a scorer of this shape.
    func restored(_ checkpoint: [UInt8], _ magic: String, steps: Int, optimiser: Adam) throws(BinaryError)
        -> (
            step: Int, network: Perceptron, optimiser: Adam, latest: [String: Double]
        )
    {
        var reader = try BinaryReader(checkpoint, magic: magic, version: 1)
        var (network, optimiser) = (network, optimiser)
        let step = try reader.readInt(in: 0...steps)
        network.parameters = try reader.readFloats(count: network.parameters.count)
        try optimiser.decode(from: &reader)
        let latest = try reader.readMetrics()
        try reader.finish()
        return (step, network, optimiser, latest)
    }
}
