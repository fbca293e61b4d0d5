import Foundation
import SmallBooks
import Testing

/// What the binary draws on a terminal: `script` gives it one.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "needs /usr/bin/script"))
struct TerminalTests {
    private func typescript(environment: String) throws -> String {
        let workplace = try Workplace(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}\nx: {recompose: trees, policy: lead}"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        let command =
            "env -u NO_COLOR -u CLICOLOR_FORCE \(environment) TERM=xterm \(try Workplace.binary().path) run small.yaml"
        process.arguments = ["-q", "-e", "-c", command, "typescript"]
        process.currentDirectoryURL = URL(fileURLWithPath: workplace.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try workplace.text("typescript")
    }

    @Test func `on a terminal a stage that is done is green`() throws {
        #expect(try typescript(environment: "").contains("trees: \u{1B}[32mdone\u{1B}[0m in "))
    }

    @Test func `with NO_COLOR nothing has a colour, on a terminal too`() throws {
        let drawn = try typescript(environment: "NO_COLOR=1")
        #expect(drawn.contains("trees: done in "))
        #expect(!drawn.contains(#/\u{1B}\[[0-9;]*m/#))
    }
}
