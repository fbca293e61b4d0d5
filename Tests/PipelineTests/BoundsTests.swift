import Testing

@testable import Pipeline

/// What would take too long or too much memory is refused in words.
@Suite struct BoundsTests {
    private func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map { line($0) + "\n" }.joined()
    }

    @Test func atMostFiveHundredComplaintsAreMade() {
        let said = complaints("stages:\n" + lines(3_000) { "  s\($0): {decompose: nobody\($0), bye: fixed}" })
        #expect(said.split(separator: "\n").count { $0.hasPrefix("error: ") } == 501)
        #expect(said.contains("error: there is more to mend: only 500 complaints are made at once"))
    }

    @Test func atMostFiftyRoundsAreWrittenOut() {
        let rounds = (0..<3_000).map { _ in "{for: comparison, count: 1}" }.joined(separator: ", ")
        let said = complaints(
            pipeline("r: {rlhf: trees, from: extractive, overseer: reader, rounds: [\(rounds)]}"))
        #expect(said.contains("error: an rlhf has at most 50 rounds, not 3,000"))
    }

    @Test func includesWithoutEndAreRefused() {
        let loaded = Document.load("endless-0.yaml") { path in
            let number = Int(path.dropFirst(8).dropLast(5)) ?? 0
            return "include: [endless-\(number + 1).yaml]"
        }
        guard case .failure(let complaints) = loaded else {
            Issue.record("it was taken")
            return
        }
        #expect(complaints.description.contains("error: a pipeline is made of at most 100 files"))
    }

    @Test func aFileOfTooManyValuesIsRefused() {
        let said = complaints(lines(60_000) { "k\($0): 1" })
        #expect(said.contains("error: this file says too much: a pipeline has at most 100,000 values"))
    }

    @Test func aLongTextIsCutInMessages() {
        #expect(String(repeating: "a b ", count: 100_000).shortened.count == 60)
        #expect(String(repeating: "e" + "\u{301}", count: 100_000).shortened.count == 60)
        #expect(("e" + String(repeating: "\u{301}", count: 100_000)).shortened.unicodeScalars.count < 410)
        #expect("one\ntwo".shortened == "one...")
        #expect(String(repeating: "x", count: 60).shortened.count == 60)
    }

    @Test func complaintsOfALongLineAreQuick() {
        let names = (0..<3_000).map { "n\($0)" }.joined(separator: ", ")
        let said = complaints(pipeline("s: {decompose: books.train, by: fixed, after: [\(names)]}"))
        #expect(said.utf8.count < 1_000_000)
    }
}
