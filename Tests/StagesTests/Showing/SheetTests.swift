import Engine
import Learning
import Testing
import Text

@testable import Stages

@Suite struct ScoreSheetTests {
    private let scores = Scores(
        rows: [
            .init(metric: "gold", book: "emma", height: 0, value: 0.25, count: 3),
            .init(metric: "gold", book: "emma", height: nil, value: 0.3, count: 4),
            .init(metric: "gold", book: "persuasion", height: 0, value: 0.75, count: 1),
            .init(metric: "words", book: "emma", height: nil, value: 120, count: 1),
        ],
        summary: [.init(metric: "gold", value: 0.5, books: 2), .init(metric: "words", value: 120, books: 1)],
        remarks: ["no reference summary for 'emma'"])

    @Test func aSummaryStandsAboveHeightsAndBooks() {
        #expect(
            ScoreSheet([.init(cell: "q", scores: scores)]).text(Page(width: 80)) == """
                metric    value  books
                gold      0.500      2
                words   120.0        1

                by book   gold  words
                emma     0.300  120.0

                note: no reference summary for 'emma'
                """)
    }

    @Test func severalCellsAreOneTable() {
        let sheet = ScoreSheet([.init(cell: "q[n=1]", scores: scores), .init(cell: "q[n=2]", scores: scores)])
        #expect(
            sheet.text(Page(width: 80)) == """
                cell     gold  words
                q[n=1]  0.500  120.0
                q[n=2]  0.500  120.0

                note: no reference summary for 'emma'
                """)
    }

    @Test func cellsThatDifferInTheirSeedsAloneHaveTheirMeanBelow() {
        var other = scores
        other.summary = [.init(metric: "gold", value: 0.75, books: 2)]
        let sheet = ScoreSheet([
            .init(cell: "q[n=1,seed=3]", scores: scores), .init(cell: "q[n=1,seed=4]", scores: other),
            .init(cell: "q[n=2,seed=3]", scores: scores),
        ])
        #expect(
            sheet.text(Page(width: 80)) == """
                cell                gold  words
                q[n=1,seed=3]      0.500  120.0
                q[n=1,seed=4]      0.750
                q[n=2,seed=3]      0.500  120.0
                mean of 2: q[n=1]  0.625

                note: no reference summary for 'emma'
                """)
    }

    @Test func everyNumberIsALineOfJSON() throws {
        let lines = try ScoreSheet([.init(cell: "q", scores: scores)]).jsonLines()
        #expect(lines.count == 6)
        #expect(lines[0] == #"{"cell":"q","count":2,"metric":"gold","value":0.5}"#)
        #expect(lines[2] == #"{"book":"emma","cell":"q","count":3,"height":0,"metric":"gold","value":0.25}"#)
    }
}

@Suite struct FeedbackSheetTests {
    private func comparison(_ item: String, points: Int, by person: String = "ana") -> Comparison {
        let passage = JudgedPassage(
            book: "emma", node: "0.0", height: 0, start: 0, end: 9, text: "A b c. D e.", limit: 5)
        let question = Question(
            item: item, kind: "comparison", passage: passage,
            candidates: [.init(answer: "1", text: "A b c."), .init(answer: "2", text: "D e.")])
        return Comparison(
            Judgement(
                question: question, person: person, sides: [1, 2], answer: .init(points: points),
                effort: Effort(words: 10, minutes: 1.5)))
    }

    @Test func judgementsStandInATableWithTheirTotals() {
        let feedback = FeedbackSet([
            comparison("a", points: 1), comparison("b", points: 5), comparison("a", points: 9, by: "bo"),
        ])
        #expect(
            FeedbackSheet(feedback).text(Page(width: 100, limit: 2)) == """
                kind        by   book  node  said          P(first)  words  minutes
                comparison  ana  emma  0.0   first better      0.95    3/2      1.5
                comparison  ana  emma  0.0   tie               0.50    3/2      1.5
                … 1 more judgement (--limit 0 shows all)

                3 comparisons on 1 node of 1 book, by ana, bo
                4 min 30 s of reading and judging, 30 words read; 1 min 30 s a judgement
                the first candidate was better in 1 of 2 (50 %); 1 tie
                the longer candidate was better in 1 of 2 (50 %)
                two people who judged the same pair agreed in 0 of 1 (0 %)
                """)
    }

    @Test func nothingSaidIsSaid() { #expect(FeedbackSheet(FeedbackSet()).text(Page()) == "no judgements") }
}

@Suite struct ForestSheetTests {
    @Test func aTreeIsShownDepthFirst() {
        let text = "One two three. Four five."
        let book = Book(name: "b", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
        let tree = Tree(of: book, leaves: [Span(start: 0, end: 15), Span(start: 15, end: 25)], fanIn: 4)
        let digest = Digest(of: text)
        let forest = Forest(
            entries: [.init(name: "b", file: "b", book: digest, tree: tree, leaves: [:])], statistics: digest)
        #expect(
            ForestSheet(forest, texts: [text]).text(Page(width: 60)) == """
                height  nodes  mean words  fewest  most
                     1      1         5.0       5     5
                     0      2         2.5       2     3

                b: 5 words in 2 leaves, height 1
                  node  height  words  begins with
                  0          1      5  One two three. Four five.
                   0.0       0      3  One two three.
                   0.1       0      2  Four five.
                """)
    }
}

@Suite struct AnswersSheetTests {
    private let sheet = AnswersSheet([
        .init(book: "b", path: "0.10", height: 0, words: 1, limit: 5, digest: "d", text: "Last."),
        .init(book: "b", path: "0.9", height: 0, words: 2, limit: 5, digest: "c", text: "Not last."),
        .init(book: "b", path: "0", height: 1, words: 2, limit: 9, digest: "a", text: "Not last."),
    ])

    @Test func theRootsAnswerIsShownWithLengthsByHeight() {
        #expect(
            sheet.text(Page(width: 60)) == """
                b

                  Not last.

                  height  answers  mean words  fewest  most  allowed
                       1        1         2.0       2     2        9
                       0        2         1.5       1     2        5
                """)
    }

    @Test func withContentEveryAnswerIsShownInTheOrderOfTheText() {
        #expect(
            sheet.text(Page(width: 60, showsContent: true)) == """
                b
                0  height 1, 2 of 9 words
                  Not last.
                  0.9  height 0, 2 of 5 words
                    Not last.
                  0.10  height 0, 1 of 5 words
                    Last.
                """)
    }
}

@Suite struct ModelSheetTests {
    @Test func aCardIsFollowedByItsCurves() {
        let card = ModelCard(
            method: "bc", settings: ["rate": "0.003"], from: "6d026436705e", counts: ["demonstrations": 40],
            metrics: ["train/loss": 1, "final": 0.5])
        let curves = [
            TrainingMetrics(step: 1, values: [Metric("train/loss", 2)]),
            .init(step: 2, values: [Metric("train/loss", 1)]),
        ]
        let sheet = ModelSheet([
            .init(
                scope: "all", digest: "ab12", kind: "policy", card: card, from: "bc · new policy",
                curves: curves)
        ])
        #expect(
            sheet.text(Page(width: 80)) == """
                kind            policy
                method          bc
                digest          ab12
                from            6d026436705e (bc · new policy)
                demonstrations  40
                with rate       0.003
                final           0.5000

                metric      steps  first   last  curve
                train/loss      2  2.000  1.000  █▁
                """)
    }
}

@Suite struct RunsSheetTests {
    @Test func aRunThatNobodyIsAtHasDied() {
        let run = RunRecord(id: 2, name: "books", started: 100)
        let done = RunRecord(id: 1, name: "books", started: 0, finished: 61, state: .done)
        let sheet = RunsSheet(
            [
                .init(run, stages: [.done: 1, .planned: 2], isAlive: false),
                .init(done, stages: [.done: 3], isAlive: false),
            ],
            now: 200)
        #expect(
            sheet.text(Page(width: 100)) == """
                run  name   started              state  done  not done  took
                  2  books  1970-01-01 00:01:40  died      1         2  ?
                  1  books  1970-01-01 00:00:00  done      3            1 min 1 s
                """)
    }

    @Test func stagesSayHowTheyEnded() {
        let run = RunsSheet.Line(
            RunRecord(id: 1, name: "books", started: 0, finished: 5, state: .failed), stages: [:],
            isAlive: false)
        let stages = [
            StageRecord(
                run: 1, name: "trees", cell: "trees", position: 0, state: .done, started: 0, finished: 2),
            StageRecord(
                run: 1, name: "q", cell: "q", position: 1, state: .failed, started: 2, finished: 5,
                message: "the gate is shut"),
        ]
        #expect(
            StagesSheet(run, stages: stages, now: 9).text(Page(width: 100)) == """
                books, run 1: failed, started 1970-01-01 00:00:00, took 5.0 s
                  stage  state   time
                  trees  done    2.0 s
                  q      failed  3.0 s  the gate is shut
                """)
    }
}

@Suite struct ReasonSheetTests {
    @Test func fieldsThatDifferAreNamedWithTheStagesTheyComeFrom() {
        let (old, new, file) = (Digest(of: "old"), Digest(of: "new"), Digest(of: "file"))
        var sources = ReasonSheet.Sources()
        sources.cells = [new: "pairs"]
        sources.files = [file: "tales/a.txt"]
        let sheet = ReasonSheet(
            "rl",
            .changed(
                since: 0,
                [
                    .init(path: "settings.method.kl", before: 0.02, after: 0.05),
                    .init(
                        path: "inputs.feedback[0]", before: .string(old.description),
                        after: .string(new.description)),
                    .init(path: "inputs.source[1]", before: nil, after: .string(file.description)),
                ]), sources: sources, file: "p.yaml")
        #expect(
            sheet.text(Page()) == """
                rl would run: it differs from what was made 1970-01-01 00:00:00
                  settings.method.kl  0.02 -> 0.05
                  inputs.feedback[0]  \(old.short) -> \(new.short)
                    comes from stage pairs: `quire why p.yaml pairs`
                  inputs.source[1]  (absent) -> \(file.short)
                    is tales/a.txt
                """)
    }

    @Test(arguments: [
        (ReasonSheet.Verdict.never, "rl would run: never run before"),
        (.upToDate(made: 0, seconds: 3), "rl is up to date: made 1970-01-01 00:00:00 in 3.0 s"),
        (
            .open(until: ["pairs"]),
            "rl: what it would do is not known before pairs has run; `quire why p.yaml pairs` says why"
        ),
    ]) func otherVerdictsAreSentences(verdict: ReasonSheet.Verdict, text: String) {
        #expect(ReasonSheet("rl", verdict, file: "p.yaml").text(Page()) == text)
    }
}
