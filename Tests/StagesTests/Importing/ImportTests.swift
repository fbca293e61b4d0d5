import Learning
import Stages
import Testing

/// Other people's judgements, read and refused.
@Suite struct ImportTests {
    private func file(_ lines: String..., path: String = "in.jsonl") -> ImportedFile {
        ImportedFile(path: path, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// "which text was preferred to which", by judgement.
    private func preferred(_ feedback: FeedbackSet) -> [String] {
        feedback.comparisons.map { $0.isTie ? "tie" : $0.preference > 0.5 ? $0.first : $0.second }
    }

    // MARK: SQuALITY

    private static let story =
        #"{"metadata":{"passage_id":"7"},"document":"The cat sat. The dog ran.","questions":["#
        + #"{"question_text":"What is the plot?","question_number":1},{"question_text":"Who ran?","question_number":2}]}"#

    private static func pair(
        _ a: String, _ b: String, _ ratings: String, question: String = "Who ran?", reviewer: String = "r1"
    ) -> String {
        #"{"story":"7","question":"\#(question)","reviewer":"\#(reviewer)","a":{"system":"\#(a)","text":"Text by \#(a)."},"#
            + #""b":{"system":"\#(b)","text":"Text by \#(b)."},"ratings":{"overall":\#(ratings)},"comments":{"a":[],"b":[]}}"#
    }

    private static let released =
        #"{"passage-id":"7","questions":{"1":{"bart":{"response":"Text by bart.","reviews":[{"worker_id":"r1","#
        + #""overall-rating":10,"annotations":[{"selection":"Text","annotation":["no"]}]}]},"human":{"response":"Text by human.","#
        + #""reviews":[{"worker_id":"r1","overall-rating":90,"annotations":[]}]}}}}"#

    @Test func `stories become books with people's summaries of the plot`() throws {
        let told = { (name: String) in
            #"{"metadata":{"passage_id":"\#(name)"},"document":"The cat sat. The dog ran.","questions":["#
                + #"{"question_text":"What is the plot?","responses":[{"response_text":"One."},{"response_text":"Two."}]},"#
                + #"{"question_text":"Who ran?","responses":[{"response_text":"The dog."}]}]}"#
        }
        let read = SqualityStories([file(told("7"), told("8"))])
        #expect(read.problems.isEmpty)
        #expect(read.stories.map(\.name) == ["7", "8"])
        #expect(read.stories[0].text == "The cat sat. The dog ran.")
        #expect(read.stories[0].note == Note(book: "7", references: ["One.", "Two."], questions: []))
        #expect(try Notes(parsing: read.notes(), file: "notes.jsonl").of("8").references == ["One.", "Two."])
        let wrong = SqualityStories([
            file(
                told("7"), told("7"), told("../8"),
                told("9").replacing("The cat sat. The dog ran.", with: " "))
        ])
        #expect(
            wrong.problems.map(\.description).map { String($0.prefix(60)) } == [
                "in.jsonl:2: the story '7' stands in in.jsonl:1 already",
                "in.jsonl:3: '../8' cannot be a file's name; letters, digits ",
                "in.jsonl:4: 'document' holds no text of a book",
            ])
    }

    @Test func `pairs become comparisons of a story's question, split by story`() throws {
        let (feedback, problems) = SqualityReviews.read([
            file(Self.story),
            file(
                Self.pair("bart", "dpr", "[10,40]"), Self.pair("bart", "human", "[10,90]"),
                Self.pair("dpr", "human", "[40,90]"), Self.pair("bart", "dpr", "[5,5]", reviewer: "r2")),
        ])
        #expect(problems == [])
        #expect(
            preferred(feedback).sorted() == ["Text by dpr.", "Text by human.", "Text by human.", "tie"])
        let passage = try #require(feedback.comparisons.first?.passage)
        #expect(passage.book == "7")
        #expect(passage.node == "2")
        #expect(passage.question == "Who ran?")
        #expect(passage.text == "The cat sat. The dog ran.\n" || passage.text == "The cat sat. The dog ran.")
        #expect(
            Set(feedback.comparisons.flatMap { $0.question.candidates.compactMap(\.policy) }) == [
                "bart", "dpr", "human",
            ])
        #expect(Set(feedback.comparisons.map(\.person)) == ["r1", "r2"])
    }

    @Test func `a reading is shared by what one person said about a story`() {
        let (feedback, _) = SqualityReviews.read([
            file(
                Self.story, Self.pair("bart", "dpr", "[10,40]"), Self.pair("bart", "human", "[10,90]"),
                Self.pair("dpr", "human", "[40,90]"))
        ])
        // Six words read once at 180 a minute; three pairs of six words weighed at 133⅓ a minute.
        #expect(
            abs(FeedbackSet(feedback.comparisons).effort.minutes - (6.0 / 180 + 3 * 6 / (400.0 / 3))) < 1e-9)
    }

    @Test func `ratings make levels of seven and an order, marked places a critique`() throws {
        let marked = Self.pair("bart", "human", "[14,90]").replacing(
            #""a":[],"b":[]"#,
            with: #""a":[{"span":"by bart","note":["no"]},{"span":"absent","note":["x","y"]}],"b":[]"#)
        let (feedback, problems) = SqualityReviews.read([
            file(Self.story, marked, Self.pair("dpr", "human", "[14,90]"))
        ])
        #expect(problems == [])
        let ratings = feedback.all(Rating.self)
        #expect(ratings.map(\.judgement.answer.rating).sorted() == [1, 1, 7])
        #expect(ratings.allSatisfy { $0.question.candidates.count == 1 })
        let ranking = try #require(feedback.all(Ranking.self).first)
        let order = ranking.order.map { ranking.question.candidates[$0].policy }
        #expect(order == ["human"])
        let critique = try #require(feedback.all(Critique.self).first)
        #expect(critique.question.candidates[0].policy == "bart")
        #expect(critique.judgement.answer.spans == [.init(from: 5, to: 12)])
        #expect(critique.judgement.answer.worst == 1)
        #expect(critique.judgement.answer.note == "“by bart”: no\n“absent”: x\ny")
        #expect(feedback.all(Critique.self).count == 1)
    }

    @Test func `reviews as they were released say the same as their pairs`() throws {
        let pairs = SqualityReviews.read([file(Self.story, Self.pair("bart", "human", "[10,90]"))]).feedback
        let (released, problems) = SqualityReviews.read([file(Self.released, Self.story)])
        #expect(problems == [])
        #expect(released.comparisons == pairs.comparisons)
    }

    @Test(arguments: [
        ("[10]", "in.jsonl:2: 'ratings.overall' must be two numbers, of 'a' and of 'b'"),
        ("[10,101]", "in.jsonl:2: an overall rating is 101; it goes from 0 to 100"),
        ("[10,\"x\"]", "in.jsonl:2: 'ratings.overall[1]' is not a whole number"),
    ])
    func `a bad rating is a problem of its line`(ratings: String, problem: String) {
        let problems = SqualityReviews.read([file(Self.story, Self.pair("bart", "dpr", ratings))]).problems
        #expect(problems.map(\.description) == [problem])
    }

    @Test func `a story that is missing, or a question that it lacks, is a problem`() {
        #expect(
            SqualityReviews.read([file(Self.pair("bart", "dpr", "[1,2]"))]).problems.map(\.description) == [
                "in.jsonl:1: no file has the text of story '7': name the data set's file beside it"
            ])
        #expect(
            SqualityReviews.read([file(Self.story, Self.pair("bart", "dpr", "[1,2]", question: "Why?"))])
                .problems.map(\.description) == ["in.jsonl:2: story '7' has no question 'Why?'"])
        #expect(
            SqualityReviews.read([file(#"{"x":1}"#)]).problems.map(\.description) == [
                "in.jsonl:1: neither a story ('document'), nor reviews ('passage-id'), nor a pair ('story', 'question', 'reviewer', 'a', 'b')"
            ])
    }

    @Test func `one summary judged in two ways by one person is a problem`() {
        let problems = SqualityReviews.read([
            file(Self.story, Self.pair("bart", "dpr", "[10,40]"), Self.pair("bart", "human", "[11,90]"))
        ]).problems
        #expect(
            problems.map(\.description) == [
                "in.jsonl:3: 'r1' judged the summary by 'bart' in another way in an earlier line"
            ])
    }

    // MARK: OpenAI

    private static func openAI(_ choice: String, _ extra: String) -> String {
        #"{"info":{"id":"t3_1","post":"I lost my dog.","title":"Dog","subreddit":"pets"},"summaries":[{"text":" lost dog","#
            + #""policy":"sup4","note":"ok"},{"text":" dog gone","policy":"ref","note":null}],"choice":\#(choice),"worker":"w1","#
            + #""batch":"batch3","split":"train","extra":\#(extra)}"#
    }

    @Test func `OpenAI's choice is a place, its confidence a point of nine`() throws {
        let (feedback, problems) = OpenAIComparisons.read([
            file(Self.openAI("1", #"{"confidence":8}"#), Self.openAI("0", "{}").replacing("w1", with: "w2"))
        ])
        #expect(problems == [])
        #expect(feedback.count == 2)
        #expect(preferred(feedback) == [" dog gone", " lost dog"])
        let eight = try #require(feedback.comparisons.first { $0.person == "w1" })
        #expect(eight.passage.book == "t3_1")
        let strength = max(eight.preference, 1 - eight.preference)
        #expect(abs(strength - (1 - PreferenceScale.nine.preference(at: 8))) < 1e-12)
    }

    @Test(arguments: [
        ("2", "{}", "'choice' is 2; it is 0 or 1, the place of the better summary"),
        ("1", #"{"confidence":10}"#, "'extra.confidence' is 10; it goes from 1 to 9"),
        (
            "1", #"{"confidence":2}"#,
            "'extra.confidence' is 2 of 9, which prefers the other one than 'choice' 1"
        ),
    ])
    func `what OpenAI's lines cannot say is a problem`(choice: String, extra: String, problem: String) {
        #expect(
            OpenAIComparisons.read([file("", Self.openAI(choice, extra))]).problems.map(\.description) == [
                "in.jsonl:2: " + problem
            ])
    }

    // MARK: TRL

    @Test func `a chosen text is better than a rejected one, whether texts or messages`() throws {
        let (feedback, problems) = PreferencePairs.read(
            [
                file(
                    #"{"prompt":"Say it.","chosen":"It.","rejected":"No."}"#,
                    #"{"prompt":[{"role":"user","content":"Go."}],"chosen":[{"role":"assistant","content":"Went."}],"rejected":[{"role":"assistant","content":"Stay."}]}"#
                )
            ], person: "ana")
        #expect(problems == [])
        #expect(preferred(feedback) == ["It.", "Went."])
        #expect(feedback.comparisons.map(\.passage.text) == ["Say it.", "Go."])
        #expect(Set(feedback.comparisons.map(\.passage.book)).count == 2)
        #expect(feedback.comparisons.allSatisfy { $0.person == "ana" })
    }

    @Test(arguments: [
        (
            #"{"chosen":"a","rejected":"b"}"#,
            "'prompt' is missing; where 'chosen' and 'rejected' hold it, take it out first (trl.extract_prompt)"
        ),
        (#"{"prompt":"p","chosen":"a"}"#, "'rejected' is missing"),
        (#"{"prompt":"p","chosen":"a","rejected":"a"}"#, "'chosen' and 'rejected' are the same text"),
        (
            #"{"prompt":"p","chosen":"a","rejected":"b","margin":1.5}"#,
            "'margin' is a difference of rewards, which no person said; take it out"
        ),
        ("{", "the line is not JSON"),
    ])
    func `what is no preference is a problem`(line: String, problem: String) {
        #expect(
            PreferencePairs.read([file(line)], person: "ana").problems.map(\.description) == [
                "in.jsonl:1: " + problem
            ])
    }

    @Test func `what was imported is written and read again as it was`() throws {
        let (feedback, _) = SqualityReviews.read([
            file(
                Self.story, Self.pair("bart", "dpr", "[10,40]"), Self.pair("bart", "human", "[10,90]"),
                Self.pair("dpr", "human", "[40,90]"))
        ])
        let (back, problems) = FeedbackSet.reading(try feedback.lines())
        #expect(problems == [])
        #expect(Set(back.comparisons.map(\.question)) == Set(feedback.comparisons.map(\.question)))
        #expect(abs(back.effort.minutes - feedback.effort.minutes) < 1e-4)
    }
}
