import Stages

/// One thing that was looked at.
struct Check: Encodable, Hashable, Sendable {
    /// How it stands.
    enum State: String, Encodable, Hashable, Sendable {
        /// All is well, it works with a drawback, or it does not work.
        case ok, warn, fail
    }

    /// What was looked at.
    var name: String
    /// How it stands.
    var state: State
    /// What was found.
    var finding: String
    /// What to do about it.
    var advice: String?

    /// All is well.
    static func ok(_ name: String, _ finding: String) -> Check {
        Check(name: name, state: .ok, finding: finding)
    }

    /// It works with a drawback, which the advice takes away.
    static func warn(_ name: String, _ finding: String, _ advice: String) -> Check {
        Check(name: name, state: .warn, finding: finding, advice: advice)
    }

    /// It does not work before the advice is followed.
    static func fail(_ name: String, _ finding: String, _ advice: String) -> Check {
        Check(name: name, state: .fail, finding: finding, advice: advice)
    }
}

/// What the doctor found.
struct CheckSheet: Sheet {
    /// A line a check, in the order in which they were made.
    let lines: [Check]

    /// A line a check with its advice below it.
    func text(_ page: Page) -> String {
        let rows = Table(
            [.words(""), .words(""), .words("")],
            rows: lines.map { [$0.state.rawValue, $0.name, $0.finding] })
        let texts = rows.text(width: .max).split(separator: "\n")
        return zip(texts, lines).map { text, check in
            text + (check.advice.map { "\n" + $0.wrapped(to: page.width, indent: 6) } ?? "")
        }.joined(separator: "\n")
    }
}
