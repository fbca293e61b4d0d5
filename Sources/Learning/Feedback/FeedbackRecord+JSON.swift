extension FeedbackRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        /// The names of a record's fields in JSON.
        case v, id, at, run, stage, item, person, kind, event, node, question, shown, answer, ms, words
        /// The names of the fields that few records have.
        case expanded, supersedes, guideline, page
    }

    /// Reads one event; what an importer may leave out gets its default.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .v)
        guard version == Self.version else {
            throw FeedbackFault("'v' is \(version); this program reads version \(Self.version)")
        }
        let event = try container.decode(String.self, forKey: .event)
        guard let event = Event(rawValue: event) else {
            let known = Event.allCases.map(\.rawValue).joined(separator: ", ")
            throw FeedbackFault("unknown event '\(event)'; events are \(known)")
        }
        self.init(
            item: try container.decode(String.self, forKey: .item),
            person: try container.decode(String.self, forKey: .person),
            kind: try container.decode(String.self, forKey: .kind),
            event: event)
        id = try container.decodeIfPresent(String.self, forKey: .id) ?? ""
        at = try container.decodeIfPresent(String.self, forKey: .at) ?? ""
        run = try container.decodeIfPresent(String.self, forKey: .run) ?? ""
        stage = try container.decodeIfPresent(String.self, forKey: .stage) ?? ""
        node = try container.decodeIfPresent(Node.self, forKey: .node)
        question = try container.decodeIfPresent(RecordedQuestion.self, forKey: .question)
        shown = try container.decodeIfPresent([Shown].self, forKey: .shown) ?? []
        answer = try container.decodeIfPresent(JSONValue.self, forKey: .answer)
        ms = try container.decodeIfPresent(Milliseconds.self, forKey: .ms)
        words = try container.decodeIfPresent(Int.self, forKey: .words)
        expanded = try container.decodeIfPresent(Bool.self, forKey: .expanded)
        supersedes = try container.decodeIfPresent(String.self, forKey: .supersedes)
        guideline = try container.decodeIfPresent(String.self, forKey: .guideline)
        page = try container.decodeIfPresent(String.self, forKey: .page)
    }

    /// Writes one event; what is not known is left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.version, forKey: .v)
        for (text, key) in [(id, CodingKeys.id), (at, .at), (run, .run), (stage, .stage)] where !text.isEmpty
        {
            try container.encode(text, forKey: key)
        }
        try container.encode(item, forKey: .item)
        try container.encode(person, forKey: .person)
        try container.encode(kind, forKey: .kind)
        try container.encode(event, forKey: .event)
        try container.encodeIfPresent(node, forKey: .node)
        try container.encodeIfPresent(question, forKey: .question)
        if !shown.isEmpty { try container.encode(shown, forKey: .shown) }
        try container.encodeIfPresent(answer, forKey: .answer)
        try container.encodeIfPresent(ms, forKey: .ms)
        try container.encodeIfPresent(words, forKey: .words)
        try container.encodeIfPresent(expanded, forKey: .expanded)
        try container.encodeIfPresent(supersedes, forKey: .supersedes)
        try container.encodeIfPresent(guideline, forKey: .guideline)
        try container.encodeIfPresent(page, forKey: .page)
    }

    /// The event as one line of JSON, keys sorted, its line end included: what is appended to a file.
    /// Throws `EncodingError` where the answer holds a number that JSON cannot say.
    package func line() throws -> [UInt8] {
        try StableJSON.encode(self) + [UInt8(ascii: "\n")]
    }
}
