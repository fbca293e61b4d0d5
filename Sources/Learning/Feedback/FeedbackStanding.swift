/// How things stand between one question and one person after all events.
package struct FeedbackStanding: Hashable, Sendable {
    /// The question's digest.
    package var item: String
    /// Who was asked.
    package var person: String
    /// Where it stands.
    package var state: State
    /// The event that made it so: the answer or the skip; nil while open.
    package var record: FeedbackRecord?
    /// The last unfinished answer since.
    package var draft: FeedbackRecord?
    /// The line of `record`, or of the last event while open.
    package var line: Int

    /// The states of a question.
    package enum State: String, Codable, Hashable, Sendable {
        /// Not answered, or the answer was taken back.
        case open
        /// Answered.
        case answered
        /// Passed by.
        case skipped
    }
}

extension FeedbackLog {
    /// How every question stands: for an item and a person the last answer or skip wins, and an undo takes it
    /// back. Sorted by item, then person, so that nothing depends on who answered first.
    package var standings: [FeedbackStanding] {
        struct Key: Hashable {
            var item: String
            var person: String
        }
        var places: [Key: Int] = [:]
        var standings: [FeedbackStanding] = []
        for event in events where event.record.event != .halt {
            let record = event.record
            let key = Key(item: record.item, person: record.person)
            let place = places[key] ?? standings.count
            if places[key] == nil {
                places[key] = place
                standings.append(
                    FeedbackStanding(item: record.item, person: record.person, state: .open, line: event.line)
                )
            }
            standings[place].apply(event)
        }
        return standings.sorted { ($0.item, $0.person) < ($1.item, $1.person) }
    }
}

extension FeedbackStanding {
    fileprivate mutating func apply(_ event: FeedbackLog.LoggedEvent) {
        switch event.record.event {
        case .answer:
            (state, record, draft, line) = (.answered, event.record, nil, event.line)
        case .skip:
            (state, record, draft, line) = (.skipped, event.record, nil, event.line)
        case .undo:
            (state, record, line) = (.open, nil, event.line)
        case .draft:
            draft = event.record
        case .open, .expand, .halt:
            break
        }
    }
}
