extension Book: Codable {
    private enum CodingKeys: String, CodingKey { case name, text, sections, sceneBreaks, origins }

    /// Reads a book; throws `DecodingError` where a section or a scene stands outside the text.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            text: try container.decode(String.self, forKey: .text),
            sections: try container.decode([Section].self, forKey: .sections),
            sceneBreaks: try container.decode([Int].self, forKey: .sceneBreaks),
            origins: try container.decode(OriginMap.self, forKey: .origins))
        let count = text.utf8.count
        var end = sections.first?.span.start ?? 0
        for section in sections {
            guard section.span.start == end, end >= 0, section.heading.start == end,
                end <= section.heading.end, section.heading.end <= section.span.end,
                section.span.end <= count,
                (1...1_000).contains(section.level)
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: .sections, in: container,
                    debugDescription: "A section does not begin at \(end), where the one before it ends.")
            }
            end = section.span.end
        }
        guard sceneBreaks.allSatisfy({ 0 < $0 && $0 < count }),
            zip(sceneBreaks, sceneBreaks.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .sceneBreaks, in: container,
                debugDescription: "Scene breaks stand in the text, in order.")
        }
    }

    /// Writes every field under its name.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(text, forKey: .text)
        try container.encode(sections, forKey: .sections)
        try container.encode(sceneBreaks, forKey: .sceneBreaks)
        try container.encode(origins, forKey: .origins)
    }
}
