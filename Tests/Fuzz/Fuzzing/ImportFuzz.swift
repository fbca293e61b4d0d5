import Learning
import Stages

/// Files of other people's judgements, and files of ours that bring their own questions: read, counted, shown, and written
/// and read again.
package struct ImportFuzz: FuzzSubject {
    package let name = "imports"

    /// What a file is read as; its first word names it.
    private enum Format: String, CaseIterable {
        case squality, openai, preferences, records
    }

    private let seeds: [(format: Format, lines: [[UInt8]])]

    /// Makes files of each format.
    package init() throws {
        let (judged, problems) = SqualityReviews.read([Self.file(Self.squality)])
        try promise(judged.count > 0 && problems.isEmpty, "the small evaluation cannot be read")
        let records = try judged.lines().split(separator: UInt8(ascii: "\n"))
        seeds = [
            (format: Format.squality, lines: Self.squality), (format: .openai, lines: Self.openAI),
            (format: .preferences, lines: Self.preferences),
            (format: .records, lines: records.map { Array($0) + [UInt8(ascii: "\n")] }),
        ]
    }

    private static func file(_ lines: [[UInt8]]) -> ImportedFile {
        ImportedFile(path: "in.jsonl", bytes: lines.flatMap(\.self))
    }

    private static func lines(_ texts: String...) -> [[UInt8]] { texts.map { Array(($0 + "\n").utf8) } }

    private static let squality = lines(
        #"{"metadata":{"passage_id":"7"},"document":"The cat sat. The dog ran.","questions":[{"question_text":"What is the plot?","question_number":1},{"question_text":"Who ran?","question_number":2}]}"#,
        #"{"story":"7","question":"Who ran?","reviewer":"r1","a":{"system":"bart","text":"Text by bart."},"b":{"system":"dpr","text":"Text by dpr."},"ratings":{"overall":[10,40]},"comments":{"a":[{"span":"by bart","note":["no"]}],"b":[]}}"#,
        #"{"story":"7","question":"Who ran?","reviewer":"r2","a":{"system":"bart","text":"Text by bart."},"b":{"system":"human","text":"Text by human."},"ratings":{"overall":[5,5]},"comments":{"a":[],"b":[{"span":"absent","note":["x","y"]}]}}"#,
        #"{"passage-id":"7","questions":{"0":{"bart":{"response":"A plot.","reviews":[{"worker_id":"r1","overall-rating":10,"annotations":[{"selection":"plot","annotation":["no"]}]}]},"human":{"response":"The plot.","reviews":[{"worker_id":"r1","overall-rating":90,"annotations":[]}]}}}}"#
    )
    private static let openAI = lines(
        #"{"info":{"id":"t3_1","post":"I lost my dog.","title":"Dog","subreddit":"pets"},"summaries":[{"text":" lost dog","policy":"sup4","note":"ok"},{"text":" dog gone","policy":"ref","note":null}],"choice":1,"worker":"w1","batch":"batch3","split":"train","extra":{"confidence":7}}"#,
        #"{"info":{"id":"c1","article":"A cat. A dog."},"summaries":[{"text":"cat"},{"text":"dog"}],"choice":0,"worker":"w2","extra":{}}"#
    )
    private static let preferences = lines(
        #"{"prompt":"Say it.","chosen":"It.","rejected":"No."}"#,
        #"{"prompt":[{"role":"user","content":"Go."}],"chosen":[{"role":"assistant","content":"Went."}],"rejected":[{"role":"assistant","content":"Stay."}]}"#
    )

    /// What is made to be too much, of the first line of a format.
    private static let monsters: [@Sendable ([UInt8]) -> [UInt8]] = [
        { _ in BookMonsters.repeated("[", 100_000) },
        { _ in BookMonsters.repeated("{\"a\":", 500_000) },
        { _ in BookMonsters.repeated("\n", 1_000_000) },
        { _ in BookMonsters.repeated("x\n", 100_000) },
        { line in BookMonsters.repeated(String(decoding: line, as: UTF8.self), 1_000_000) },
        { line in
            Array(line.dropLast(2)) + Array(",\"z\":[".utf8) + BookMonsters.repeated("0,", 1_000_000)
                + Array("0]}\n".utf8)
        },
        { line in
            Array(line.dropLast(2)) + Array(",\"z\":\"".utf8) + BookMonsters.repeated("a", 10_000_000)
                + Array("\"}\n".utf8)
        },
        { _ in [] }, { _ in [0xEF, 0xBB, 0xBF] }, { _ in [0xFF, 0xFE, 0, 0] },
    ]

    package func input(_ index: Int, _ dice: inout Dice) -> FuzzInput {
        let count = Self.monsters.count * seeds.count
        if index < count {
            let seed = seeds[index % seeds.count]
            return FuzzInput([
                .init(seed.format.rawValue, Self.monsters[index / seeds.count](seed.lines[0]))
            ])
        }
        let (format, lines) = dice.pick(seeds)
        // All lines, for later ones need earlier ones, and some again.
        let chosen = lines + (0..<dice.below(4)).map { _ in dice.pick(lines) }
        let bytes = JSONMutations.changed(
            chosen, lines,
            others: [
                "7", "Who ran?", "r1", "bart", "human", "by bart", "overall", "choice", "confidence",
                "prompt", "margin", "question", "candidates", "passage", "comparison", "ranking",
                "critique",
            ], &dice)
        return FuzzInput([.init(format.rawValue, bytes)])
    }

    package func check(_ input: FuzzInput) throws -> Bool {
        let bytes = input.files[0].bytes
        let files = [ImportedFile(path: "in.jsonl", bytes: bytes)]
        let feedback: FeedbackSet
        let problems: [(line: Int, message: String)]
        func told(_ read: (feedback: FeedbackSet, problems: [ImportProblem])) -> (
            FeedbackSet, [(line: Int, message: String)]
        ) {
            (read.feedback, read.problems.map { ($0.line, $0.message) })
        }
        switch Format(rawValue: input.files[0].name) ?? .records {
        case .squality: (feedback, problems) = told(SqualityReviews.read(files))
        case .openai: (feedback, problems) = told(OpenAIComparisons.read(files))
        case .preferences: (feedback, problems) = told(PreferencePairs.read(files, person: "ana"))
        case .records:
            let read = FeedbackSet.reading(bytes)
            (feedback, problems) = (read.feedback, read.problems.map { ($0.line, $0.message) })
        }
        let lines = bytes.count { $0 == 0x0A } + 1
        for problem in problems {
            try promise(
                (1...lines).contains(problem.line) && !problem.message.isEmpty,
                "a problem on line \(problem.line) of \(lines)")
        }
        try promise(
            feedback.effort.minutes >= 0 && feedback.effort.words >= 0, "an effort of \(feedback.effort)")
        let again = FeedbackSet.reading(try feedback.lines())
        try promise(
            again.problems.isEmpty, "what was imported is refused: \(again.problems.first?.message ?? "")")
        try promise(again.feedback.count == feedback.count, "what was written is not what was imported")
        _ = FeedbackSheet(feedback).text(Page(width: 20, limit: 2, showsContent: true))
        for pair in feedback.comparedAnswers {
            try promise((0...1).contains(pair.preference), "a preference of \(pair.preference)")
        }
        return feedback.count > 0
    }
}
