import Artifacts
import Engine
import Learning

/// Rewards from growing shares of the same feedback, each twice the one before: what `train: reward` with `curve`
/// does. Each is a unit of its own, so that a curve that exists is not learned again with one more point.
///
/// A share consists of whole readings (what one person said on one text), so that its minutes are those that it
/// would have taken, and every share holds the smaller ones. `main` and `learned` are those of the whole.
struct TrainCurve: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainCurve
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// How many shares, the whole included.
        var points: Int
        /// How each reward is learned.
        var reward: TrainReward.Settings
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let feedback = try job.feedback()
        var inputs = job.work.inputs
        var points: [RewardCurve.Point] = []
        var last: Outputs?
        for share in Self.shares(of: feedback, points: settings.points, seed: job.work.seed ?? 0) {
            // The whole is what a training without a curve would learn from: the same unit.
            let isWhole = share.count == feedback.count
            inputs["feedback"] =
                isWhole ? job.digests("feedback") : [try await job.store(share.encoded())]
            let outputs = try await job.perform(
                try Meaning.trainReward.work(settings.reward, inputs: inputs, seed: job.work.seed),
                label: "\(job.label) · \(Figures.count(share.count, "judgement"))")
            points.append(
                .init(
                    labels: share.count, minutes: share.effort.minutes, models: try outputs.main,
                    learned: try outputs.port("learned")))
            last = outputs
        }
        guard let last else { throw StageProblem("there is no feedback to learn from") }
        var ports = [
            "main": try job.bytes(of: last.main), "learned": try job.bytes(of: last.port("learned")),
            RewardCurve.port: try JSON.encode(RewardCurve(points: points)),
        ]
        for port in [Omission.port, Omission.remarksPort] {
            if let digest = last[port] { ports[port] = try job.bytes(of: digest) }
        }
        return ports
    }

    /// The shares, the smallest first, the whole last; fewer where two would be the same.
    static func shares(of feedback: FeedbackSet, points: Int, seed: UInt64) -> [FeedbackSet] {
        var order: [String] = []
        var readings: [String: [Int]] = [:]
        for (place, judgement) in feedback.judgements.enumerated() {
            var bytes = CanonicalBytes(domain: "quire reading of a share")
            bytes.append(seed)
            for text in [judgement.person, judgement.passage.text] { bytes.append(text) }
            let reading = bytes.digest.description
            if readings[reading] == nil { order.append(reading) }
            readings[reading, default: []].append(place)
        }
        order.sort()
        var shares: [FeedbackSet] = []
        var places: [Int] = []
        var next = 0
        for halvings in (0..<points).reversed() {
            let wanted = Double(feedback.count) / Double(1 << halvings)
            while next < order.count, halvings == 0 || Double(places.count) < wanted {
                places += readings[order[next]] ?? []
                next += 1
            }
            if places.count > shares.last?.count ?? 0 {
                shares.append(FeedbackSet(places.sorted().map { feedback.judgements[$0] }))
            }
        }
        return shares
    }
}
