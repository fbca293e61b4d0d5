import Fuzzing
import Testing

/// Judgements that were made elsewhere, mutated; `Benchmarks/fuzzed` checks thousands, with their time and memory.
@Suite struct ImportedInputTests {
    @Test func mutatedImportsAreTakenOrRefusedInWords() throws {
        let subject = try ImportFuzz()
        for index in 100..<500 {
            var dice = Dice(seed: 7, index: index, name: subject.name)
            let input = subject.input(index, &dice)
            do {
                _ = try subject.check(input)
            } catch {
                Issue.record("\(subject.name) --seed 7 --from \(index): \(error)")
                return
            }
        }
    }
}
