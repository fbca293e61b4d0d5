import Foundation
import Fuzzing
import Testing

/// A few hundred inputs of each kind, and the time and memory of those that are made to be too much; `Benchmarks/fuzzed`
/// checks hundreds of thousands.
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

    /// Headings of one letter, `[` and one-letter words by the hundred thousand, pages of hardly more than tags, archives
    /// that unpack to a hundred times their size.
    @Test(arguments: [("txt", 0..<12), ("md", 0..<12), ("html", 0..<12), ("epub", 0..<8)])
    func booksThatAreTooMuchKeepTheirBoundOfTimeAndMemory(format: String, numbers: Range<Int>) async throws {
        let bundle = try #require(CommandLine.arguments.first { $0.hasSuffix(".xctest") })
        let program = URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: "quire-fuzz")
            .path
        let folder = FileManager.default.temporaryDirectory.path + "/quire-fuzz-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Processor time, but in a build that is not optimised throughout, beside all other tests.
        let crew = Crew(
            program: program, words: ["books", "--format", format, "--slack", "4"], seed: 7, folder: folder)
        let result = try await crew.run(numbers, size: numbers.count, jobs: 1)
        #expect(result.inputs == numbers.count)
        #expect(result.failures.map(\.what) == [])
    }

    @Test func aBookOfTenMegabytesMayTakeTwentyOneSecondsAnd472Megabytes() {
        let small = Bound(bytes: 200_000, growth: BookFuzz(format: "md").growth)
        #expect((small.seconds, small.megabytes) == (1, 72))
        let large = Bound(bytes: 10_200_000, growth: BookFuzz(format: "md").growth)
        #expect((large.seconds, large.megabytes) == (21, 472))
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
