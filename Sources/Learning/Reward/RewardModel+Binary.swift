import Tensors
import Text

extension RewardModel {
    private static let magic = "QREW"
    /// A model of one kind of judgement, and one of several.
    private static let (plain, mixed) = (1, 2)

    /// The model as bytes, its constants included; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        let isMixed = calibration.isMixed
        var writer = BinaryWriter(magic: Self.magic, version: isMixed ? Self.mixed : Self.plain)
        writer.write(json: card)
        writer.write(json: statistics)
        writer.write(members.count)
        for (member, scale) in zip(members, memberScales) {
            writer.write(member)
            writer.write(scale.shift)
            writer.write(scale.divisor)
        }
        writer.write(scale.shift)
        writer.write(scale.divisor)
        writer.write(calibration.rationality)
        if isMixed {
            writer.write(calibration.relative)
            writer.write(calibration.parameters.count)
            for (name, values) in calibration.parameters.sorted(by: { $0.key < $1.key }) {
                writer.write(name)
                writer.write(values)
            }
        }
        return writer.bytes
    }

    /// Reads a model; refuses anything that `encoded()` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: Self.mixed)
        let card = try reader.readJSON(ModelCard.self)
        let statistics = try reader.readJSON(WordStatistics.self)
        var members: [Perceptron] = []
        var scales: [AffineScale] = []
        for _ in 0..<(try reader.readInt(in: 1...1000)) {
            let start = reader.offset
            let member = try reader.readPerceptron()
            guard member.shape.inputs == RewardFeature.count, member.shape.outputs == 1 else {
                throw BinaryError(
                    offset: start,
                    problem: "a network that does not take \(RewardFeature.count) features to one score")
            }
            members.append(member)
            scales.append(try reader.readScale())
        }
        self.init(statistics: statistics, members: members)
        memberScales = scales
        scale = try reader.readScale()
        calibration.rationality = try reader.readFinite()
        if reader.version == Self.mixed {
            let start = reader.offset
            calibration.relative = try reader.readMetrics()
            guard calibration.relative.values.allSatisfy(\.isFinite) else {
                throw BinaryError(offset: start, problem: "a rationality that is not a number")
            }
            for _ in 0..<(try reader.readInt(in: 0...1000)) {
                let name = try reader.readString()
                var values: [Double] = []
                for _ in 0..<(try reader.readInt(in: 0...1000)) { values.append(try reader.readFinite()) }
                calibration.parameters[name] = values
            }
        }
        self.card = card
        try reader.finish()
    }
}

extension BinaryReader {
    fileprivate mutating func readScale() throws(BinaryError) -> RewardModel.AffineScale {
        let shift = try readFinite()
        let start = offset
        let divisor = try readFinite()
        guard divisor > 0 else { throw BinaryError(offset: start, problem: "a scale of \(divisor)") }
        return RewardModel.AffineScale(shift: shift, divisor: divisor)
    }
}
