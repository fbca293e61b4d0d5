import ArgumentParser
import Foundation
import Stages

/// `quire import stories FILE… --into FOLDER`.
struct StoriesImport: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "stories",
        abstract: "SQuALITY's stories as books, with their reference summaries.",
        discussion: """
            Writes one text a story and notes.jsonl, which holds what people answered to the question about the plot: \
            data: {stories: {path: FOLDER/*.txt}, notes: {path: FOLDER/notes.jsonl, format: jsonl}}. Nothing is written \
            where a line is wrong or a file of that name holds something else.
            """)

    /// The files.
    @OptionGroup var options: ImportOptions

    /// Where books and notes are written.
    @Option(
        help: "The folder that the books are written into; it is made if it is not there.",
        completion: .directory)
    var into: String

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let read = SqualityStories(try options.read())
        try options.refuse(read.problems)
        guard !read.stories.isEmpty else { throw UserError("the files hold no story") }
        let folder = URL(fileURLWithPath: into, isDirectory: true)
        var files = read.stories.map { (name: $0.name + ".txt", bytes: Data($0.text.utf8)) }
        files.append(("notes.jsonl", Data(try read.notes())))
        for file in files {
            let path = folder.appending(path: file.name).path
            if let there = FileManager.default.contents(atPath: path), there != file.bytes {
                throw UserError("'\(path)' holds something else; name another folder")
            }
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in files {
                try file.bytes.write(to: folder.appending(path: file.name), options: .atomic)
            }
        } catch {
            throw UserError("'\(into)' cannot be written: \(error.localizedDescription)")
        }
        Terminal.write(
            Terminal.safe("\(read.stories.count) stories and notes.jsonl in \(into)") + "\n",
            to: .standardOutput)
    }
}
