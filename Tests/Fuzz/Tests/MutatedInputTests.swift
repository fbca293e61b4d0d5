import Fuzzing
import Testing

/// A few hundred inputs of each kind; `Benchmarks/fuzzed` checks hundreds of thousands, with their time and memory.
@Suite struct MutatedInputTests {
    /// Checks inputs of a range of numbers; the first broken promise fails the test.
    private func hold(_ subject: some FuzzSubject, _ range: Range<Int>) async throws {
        for index in range {
            var dice = Dice(seed: 7, index: index, name: subject.name)
            let input = subject.input(index, &dice)
            do {
                _ = try await subject.check(input)
            } catch {
                Issue.record("\(subject.name) --seed 7 --from \(index): \(error)")
                return
            }
        }
    }

    @Test func mutatedPipelinesAreTakenOrRefusedInWords() async throws {
        let subject = try PipelineFuzz()
        try await hold(subject, 0..<24)
        try await hold(subject, 1_000..<1_400)
    }

    @Test(arguments: ["txt", "md", "html", "epub"])
    func mutatedBooksAreTakenOrRefusedInWords(format: String) async throws {
        try await hold(BookFuzz(format: format), 1_000..<1_060)
    }

    @Test func mutatedArtifactsAreTakenOrRefusedInWords() async throws {
        try await hold(try await ArtifactFuzz(), 0..<300)
    }

    @Test func mutatedAnswersAreTakenOrRefusedInWords() async throws {
        try await hold(try FeedbackFuzz(), 100..<400)
    }

    @Test func theSameNumbersMakeTheSameInput() throws {
        let subject = BookFuzz(format: "epub")
        func bytes() -> [UInt8] {
            var dice = Dice(seed: 3, index: 500, name: subject.name)
            return subject.input(500, &dice).files[0].bytes
        }
        #expect(bytes() == bytes())
    }
}
