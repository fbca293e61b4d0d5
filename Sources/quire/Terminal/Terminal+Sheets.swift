import ArgumentParser
import Foundation
import Stages

extension Terminal {
    /// Columns for results: those of the terminal, 100 where they go elsewhere.
    static var pageWidth: Int { isatty(STDOUT_FILENO) == 1 ? max(40, width) : 100 }

    /// Prints a sheet as a result: its text, made safe, or its JSON lines.
    static func print(_ sheet: some Sheet, _ options: SheetOptions, content: Bool = false, limit: Int? = nil)
        throws
    {
        if options.json {
            let lines = try sheet.jsonLines()
            for line in options.limit.map({ $0 == 0 ? lines[...] : lines.prefix($0) }) ?? lines[...] {
                print(line)
            }
        } else {
            print(safe(sheet.text(options.page(content: content, limit: limit))))
        }
    }
}

/// How a sheet is printed.
struct SheetOptions: ParsableArguments {
    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines instead.")
    var json = false

    /// Rows of a table at most: 0 shows all, `nil` leaves it to the command.
    @Option(help: ArgumentHelp("Rows of a table at most; 0 shows all.", valueName: "rows"))
    var limit: Int?

    /// Refuses option values that make no sense, before anything is done.
    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is 0 or more") }
    }

    /// - Parameter limit: rows where the person names no number.
    func page(content: Bool = false, limit: Int? = nil) -> Page {
        let most = self.limit ?? limit
        return Page(
            width: Terminal.pageWidth, limit: most == 0 ? nil : most, showsContent: content, zone: .current)
    }
}
