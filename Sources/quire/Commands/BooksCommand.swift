import ArgumentParser
import Foundation
import Stages
import Text

/// `quire books PATH…`: how files are read as books, before anything runs on them.
struct BooksCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "books",
        abstract: "Say how files are read as books: chapters, words, what is taken out; run nothing.",
        discussion: """
            PATH is a file, or a folder whose files are all looked at. Exit code 1 where a file cannot be read.
            """)

    /// The files and folders.
    @Argument(help: "Files, or folders of files.", completion: .file())
    var paths: [String]

    /// Whether every section is shown.
    @Flag(help: "Show every section: its words, where it begins, its heading.")
    var sections = false

    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines instead, one a file.")
    var json = false

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let files = try paths.flatMap(files)
        var refused = false
        var lines: [BookSheet.Line] = []
        for file in files {
            let line = try read(file)
            refused = refused || line.refused != nil
            if json {
                for text in try BookSheet([line]).jsonLines() { Terminal.print(text) }
            } else {
                lines.append(line)
            }
        }
        if !json {
            let sheet = BookSheet(lines, showsSections: sections || lines.count == 1)
            Terminal.print(Terminal.safe(sheet.text(Page(width: Terminal.pageWidth))))
        }
        if refused { throw ExitCode.stageFailed }
    }

    /// The file itself, or the files of a folder by name, those that are hidden left out.
    private func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UserError("there is no file '\(path)'")
        }
        guard isFolder.boolValue else { return [path] }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            .filter { !$0.hasPrefix(".") }.map { folder + $0 }
            .filter {
                FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
            }
        guard !files.isEmpty else { throw UserError("the folder '\(path)' has no files") }
        return files
    }

    private func read(_ file: String) throws -> BookSheet.Line {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw UserError("'\(file)' may not be read")
        }
        let bytes = [UInt8](data)
        do {
            return BookSheet.Line(try BookReading(bytes, fileName: file), file: file, bytes: bytes)
        } catch {
            return BookSheet.Line(refused: error.description, file: file)
        }
    }
}
