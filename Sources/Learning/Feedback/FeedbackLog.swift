/// A feedback file, read: its events in order and everything that is wrong with it.
///
///     let log = FeedbackLog(parsing: bytes)
///     guard log.problems.isEmpty else { … }
///     let answered = log.standings.filter { $0.state == .answered }
package struct FeedbackLog: Sendable {
    /// The events that could be read, in the order of the file.
    package private(set) var events: [LoggedEvent] = []
    /// Every line that could not be read or that says what cannot be. Nothing is passed over in silence.
    package private(set) var problems: [FeedbackProblem] = []

    /// An event and its line, from 1.
    package struct LoggedEvent: Hashable, Sendable {
        /// The line.
        package var line: Int
        /// What it says.
        package var record: FeedbackRecord
    }

    /// A log of records that are at hand, checked like those of a file; line numbers count them from 1.
    package init(_ records: [FeedbackRecord] = []) {
        for (index, record) in records.enumerated() { admit(record, line: index + 1) }
    }

    /// Reads JSON lines in UTF-8. Blank lines are allowed; a byte order mark and CRLF are too.
    package init(parsing bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let isLast = index == lines.count - 1
            do {
                admit(try StableJSON.decode(FeedbackRecord.self, from: line), line: index + 1)
            } catch {
                // A complete last line ends in a line feed, after which `split` leaves an empty one.
                let torn = isLast && StableJSON.isCutOff(error)
                let message = torn ? "the last line is cut off; its event was not recorded" : explain(error)
                problems.append(FeedbackProblem(line: index + 1, message: message, isTorn: torn))
            }
        }
    }

    /// Adds an event, as appending its line to the file would.
    package mutating func append(_ record: FeedbackRecord) {
        admit(record, line: (events.last?.line ?? 0) + 1)
    }

    /// The last "Stop the run", if anybody pressed it.
    package var stopped: FeedbackRecord? { events.last { $0.record.event == .halt }?.record }

    private mutating func admit(_ record: FeedbackRecord, line: Int) {
        if let message = fault(in: record) {
            problems.append(FeedbackProblem(line: line, message: message))
        } else {
            events.append(LoggedEvent(line: line, record: record))
        }
    }

    private func fault(in record: FeedbackRecord) -> String? {
        if record.item.isEmpty { return "'item' is empty; it is the digest of the question" }
        if record.person.isEmpty { return "'person' is empty" }
        guard let kind = FeedbackKinds.named(record.kind) else {
            return "unknown kind '\(record.kind)'; kinds are \(FeedbackKinds.names.joined(separator: ", "))"
        }
        if let node = record.node, node.span.count != 2 || node.span[0] > node.span[1] {
            return "'node.span' must be [start, end]"
        }
        if let times = record.ms,
            !(0...FeedbackRecord.longest).contains(times.total)
                || !(0...times.total).contains(times.hidden ?? 0)
                || !(0...times.total - (times.hidden ?? 0)).contains(times.reading ?? 0)
        {
            return "'ms.total' is a time in milliseconds, and 'ms.hidden' and 'ms.reading' parts of it"
        }
        if let words = record.words, !(0...FeedbackRecord.longest).contains(words) {
            return "'words' is \(words); it is how many were on the screen"
        }
        let sides = record.shown.map(\.side).sorted()
        if !sides.isEmpty, sides != Array(1...sides.count) {
            return "'shown' has sides \(sides); they must be 1 to \(sides.count), each once"
        }
        return record.event == .answer ? kind.fault(in: record) : nil
    }

    private func explain(_ error: any Error) -> String {
        (error as? FeedbackFault)?.description ?? StableJSON.explain(error)
    }
}
