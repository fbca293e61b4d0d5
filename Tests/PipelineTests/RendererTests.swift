import Testing

@testable import Pipeline

@Suite struct RendererTests {
    @Test func aComplaintLooksAsTheLanguageSays() {
        let lines = (1...30).map { _ in "" }
        let line = "  rl-0: {train: policy, by: ppo, from: bc-0, reward_model: reward-0}"
        let renderer = Renderer(sources: ["book.yaml": (lines + [line]).joined(separator: "\n")])
        let complaint = Complaint(
            "a 'train' stage has no key 'reward_model'",
            at: Place(file: "book.yaml", line: 31, column: 46, length: 12), hint: "did you mean 'reward'?",
            notes: ["keys here: train, by"])
        #expect(
            renderer.text(complaint) == """
                error: a 'train' stage has no key 'reward_model'
                  --> book.yaml:31:46
                   |
                31 |   rl-0: {train: policy, by: ppo, from: bc-0, reward_model: reward-0}
                   |                                              ^^^^^^^^^^^^ did you mean 'reward'?
                   = keys here: train, by

                """)
    }

    @Test func aContextStandsInPlaceOfTheLine() {
        let complaint = Complaint(
            "too much", at: Place(file: "book.yaml", line: 142, column: 3), context: "stage 'a' (leaf)",
            notes: ["less"])
        #expect(
            Renderer(sources: [:]).text(complaint) == """
                error: too much
                   --> book.yaml:142:3  stage 'a' (leaf)
                    = less

                """)
    }

    @Test func aPlaceOutsideTheTextIsNoDisaster() {
        let renderer = Renderer(sources: ["f": "short"])
        for (line, column) in [(1, 99), (9, 1), (0, 0), (-3, -7)] {
            let text = renderer.text(
                Complaint("x", at: Place(file: "f", line: line, column: column, length: 50)))
            #expect(text.contains("^"))
        }
    }

    @Test func whatWasMeantIsFoundByEdits() {
        let names = ["reward", "policy", "samples", "trees"]
        #expect(Suggestion.nearest(to: "reward_model", among: names) == "reward")
        #expect(Suggestion.nearest(to: "polcy", among: names) == "policy")
        #expect(Suggestion.nearest(to: "smaples", among: names) == "samples")
        #expect(Suggestion.nearest(to: "entirely", among: names) == nil)
        #expect(Suggestion.nearest(to: "", among: names) == nil)
    }
}
