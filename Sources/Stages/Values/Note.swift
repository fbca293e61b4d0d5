import Learning

/// What is known about a book beside its text: reference summaries, and questions with their answers.
///
/// One line of a JSONL data set: `{"book": "…", "references": ["…"], "questions": [{"question": "…", "answers": ["…"]}]}`.
package struct Note: Codable, Hashable, Sendable {
    /// The name of the book that it is about; empty where a judgement must not depend on it.
    package var book: String
    /// Reference summaries of the book; none where none are known.
    package var references: [String]
    /// Questions about the book with their answers; none where none are known.
    package var questions: [GoldQuestion]

    /// A book about which nothing is known.
    package static func none(_ book: String) -> Note { Note(book: book, references: [], questions: []) }

    /// What is known about a book.
    package init(book: String, references: [String], questions: [GoldQuestion]) {
        self.book = book
        self.references = references
        self.questions = questions
    }

    /// Reads a note; references and questions that are left out are none. Throws `DecodingError` without a
    /// book.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        book = try container.decode(String.self, forKey: .book)
        references = try container.decodeIfPresent([String].self, forKey: .references) ?? []
        questions = try container.decodeIfPresent([GoldQuestion].self, forKey: .questions) ?? []
    }
}

/// The notes of a data set, by book.
package struct Notes: Codable, Hashable, Sendable {
    /// The notes, in the order of the files.
    package var notes: [Note]

    /// The note on a book; an empty one where nothing is known.
    package func of(_ book: String) -> Note {
        notes.first { $0.book == book } ?? .none(book)
    }

    /// Reads JSON lines; empty lines are passed over.
    ///
    /// - Throws: ``Problem`` with the line that is wrong.
    package init(parsing bytes: [UInt8], file: String) throws(Problem) {
        notes = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do {
                notes.append(try JSON.decode(Note.self, from: Array(line)))
            } catch {
                throw Problem(file: file, line: number + 1)
            }
        }
    }

    /// Notes that were read already.
    package init(_ notes: [Note]) { self.notes = notes }

    /// A line is no note.
    package struct Problem: Error, CustomStringConvertible {
        /// The file's path.
        var file: String
        /// The line, from 1.
        var line: Int

        /// The sentence that is printed for it.
        package var description: String {
            "\(file):\(line): not a note; a line is "
                + #"{"book": "…", "references": ["…"], "questions": [{"question": "…", "answers": ["…"]}]}"#
        }
    }
}
