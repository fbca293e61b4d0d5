import Stages

/// One thing that was looked at.
struct Check: Encodable, Hashable, Sendable {
    /// How it stands.
    enum State: String, Encodable, Hashable, Sendable {
        case ok, warn, fail
    }

    var name: String
    var state: State
    /// What was found.
    var finding: String
    /// What to do about it.
    var advice: String?

    static func ok(_ name: String, _ finding: String) -> Check {
        Check(name: name, state: .ok, finding: finding)
    }

    static func warn(_ name: String, _ finding: String, _ advice: String) -> Check {
        Check(name: name, state: .warn, finding: finding, advice: advice)
    }

    static func fail(_ name: String, _ finding: String, _ advice: String) -> Check {
        Check(name: name, state: .fail, finding: finding, advice: advice)
    }
}

/// What the doctor found.
struct CheckSheet: Sheet {
    let lines: [Check]

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
