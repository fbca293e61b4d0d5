/// One line of a feedback file: one event at the page, or of an overseer that is played back.
///
/// Files are only ever appended to; what was said in the end is derived by `FeedbackLog`. Required in a
/// file are `v`, `item`, `person`, `kind` and `event`; the rest may be left out by an importer.
///
///     {"v":1,"item":"sha256:…","person":"ana","kind":"comparison","event":"answer",
///      "shown":[{"answer":"sha256:…","side":1},{"answer":"sha256:…","side":2}],"answer":{"points":7}}
package struct FeedbackRecord: Hashable, Sendable {
    /// The version of the format that is written, and the only one that is read.
    package static let version = 1
    /// No judgement takes more milliseconds or words: 30 years.
    static let longest = 1_000_000_000_000

    /// A name for this event, unlike that of any other; empty where the importer gave none.
    package var id = ""
    /// When, as RFC 3339; empty where unknown. Never used in any result.
    package var at = ""
    /// The run that asked.
    package var run = ""
    /// The stage that asked.
    package var stage = ""
    /// The digest of the question, its kind included.
    package var item: String
    /// Who judged.
    package var person: String
    /// The feedback kind, as in a pipeline file's `for:`.
    package var kind: String
    /// What happened.
    package var event: Event
    /// Where in the forest the question stands.
    package var node: Node?
    /// The question itself, in files that bring their own (`FeedbackSet.reading`).
    package var question: RecordedQuestion?
    /// The candidates as they lay on the screen.
    package var shown: [Shown] = []
    /// What was said, in the form of its kind; for a skip, why.
    package var answer: JSONValue?
    /// How long it took.
    package var ms: Milliseconds?
    /// Words that were on the screen, further context included.
    package var words: Int?
    /// Whether the person asked for more context.
    package var expanded: Bool?
    /// The `id` of the event that this one takes the place of.
    package var supersedes: String?
    /// The digest of the guidelines in force.
    package var guideline: String?
    /// The program and its version that showed the question.
    package var page: String?

    /// An event about one question by one person.
    package init(item: String, person: String, kind: String, event: Event) {
        self.item = item
        self.person = person
        self.kind = kind
        self.event = event
    }

    /// What can happen to a question.
    package enum Event: String, Codable, CaseIterable, Hashable, Sendable {
        /// It was shown.
        case open
        /// An unfinished answer was kept.
        case draft
        /// It was answered.
        case answer
        /// The answer was taken back.
        case undo
        /// The person passed it by.
        case skip
        /// The person stopped the run.
        case halt
        /// The person asked for more context.
        case expand
    }

    /// A node of the forest.
    package struct Node: Codable, Hashable, Sendable {
        /// The book's name.
        package var book: String
        /// The node's path, such as "0.3.7".
        package var id: String
        /// 0 at a leaf.
        package var height: Int
        /// Where its text starts and ends in the book, in UTF-8 offsets.
        package var span: [Int]

        /// A node by book and path.
        package init(book: String, id: String, height: Int, span: [Int]) {
            self.book = book
            self.id = id
            self.height = height
            self.span = span
        }
    }

    /// A candidate and the side on which it lay.
    package struct Shown: Codable, Hashable, Sendable {
        /// The answer's digest.
        package var answer: String
        /// 1 for the first, from left to right.
        package var side: Int

        /// An answer on a side.
        package init(answer: String, side: Int) {
            self.answer = answer
            self.side = side
        }
    }

    /// Times of one judgement in milliseconds; an open tab that is not visible is not reading.
    package struct Milliseconds: Codable, Hashable, Sendable {
        /// Until the page was drawn.
        package var open: Int?
        /// Until the first key.
        package var firstInput: Int?
        /// Until the answer.
        package var total: Int
        /// Of these, with the page out of sight.
        package var hidden: Int?
        /// Of these, reading that all judgements of the passage by this person share: `Effort.reading`.
        package var reading: Int?

        /// A judgement that took `total` milliseconds.
        package init(
            total: Int, open: Int? = nil, firstInput: Int? = nil, hidden: Int? = nil, reading: Int? = nil
        ) {
            self.total = total
            self.open = open
            self.firstInput = firstInput
            self.hidden = hidden
            self.reading = reading
        }

        private enum CodingKeys: String, CodingKey {
            /// Times that are named in JSON as here.
            case open, total, hidden, reading
            /// The time to the first input, which JSON names `first_input`.
            case firstInput = "first_input"
        }
    }
}
