import Tensors

/// What some likelihoods need beside a judgement: answers that a known policy wrote to the same passage.
package struct Proposals: Sendable {
    /// The samples.
    package var samples: [String]
    /// For edits that are made at random.
    package var stream: RandomStream

    /// Samples of a policy.
    package init(samples: [String] = [], stream: RandomStream = RandomStream(seed: 0)) {
        self.samples = samples
        self.stream = stream
    }

    /// No samples.
    package static let none = Proposals()
}

extension Proposals {
    /// Draws `count` answers at temperature 1.
    package init(from policy: PolicyModel, to passage: Passage, count: Int, stream: RandomStream) {
        var drawing = stream.split(label: "proposals")
        self.init(
            samples: (0..<count).map { _ in policy.answer(passage, temperature: 1, using: &drawing).text },
            stream: stream.split(label: "edits"))
    }
}
