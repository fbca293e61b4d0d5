import Stages
import Testing

@Suite struct NotesTests {
    private func parse(_ text: String) throws -> Notes {
        try Notes(parsing: Array(text.utf8), file: "notes.jsonl")
    }

    @Test func `a line is a note; references and questions may be left out`() throws {
        let notes = try parse(
            "{\"book\": \"emma\"}\n\n{\"book\": \"persuasion\", \"references\": [\"a\", \"b\"]}\n")
        #expect(notes.notes.map(\.book) == ["emma", "persuasion"])
        #expect(notes.of("emma").references == [])
        #expect(notes.of("persuasion").references == ["a", "b"])
    }

    @Test func `a book without a note is one about which nothing is known`() throws {
        #expect(try parse("").of("emma") == Note.none("emma"))
    }

    @Test func `a note belongs to the book of exactly that name`() throws {
        let notes = try parse("{\"book\": \"emma\", \"references\": [\"r\"]}")
        #expect(notes.of("emma").references == ["r"])
        #expect(notes.of("emma (1815)").references == [])
        #expect(notes.of("emmaline").references == [])
    }

    @Test(arguments: [
        "{\"book\": 3}", "{\"books\": \"emma\"}", "emma", "{\"book\": \"emma\", \"references\": \"r\"}", "[",
    ])
    func `a line that is no note is refused with its number`(line: String) {
        let error = #expect(throws: Notes.Problem.self) { try parse("{\"book\": \"a\"}\n\n\(line)\n") }
        #expect(error?.description.hasPrefix("notes.jsonl:3: not a note; a line is {") == true)
    }
}
