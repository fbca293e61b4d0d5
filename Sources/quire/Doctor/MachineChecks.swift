import Engine
import Foundation
import Text

/// What quire runs on: libraries, cores, memory, terminal.
enum MachineChecks {
    /// Every check of the machine and its terminal.
    static func all() -> [Check] { [libraries, cores, memory, terminal] }

    private static var libraries: Check {
        .ok(
            "libraries",
            "\(Libraries.openSSL); libxml2 \(ReadingLibraries.xml); libzip \(ReadingLibraries.zip)")
    }

    private static var cores: Check {
        let count = ProcessInfo.processInfo.activeProcessorCount
        var load = [0.0]
        getloadavg(&load, 1)
        let finding = "\(count) for this process, load \(String(format: "%.1f", load[0]))"
        if load[0] > Double(count) * 2 {
            return .warn(
                "cores", finding,
                "the machine is busy with other work: runs will take longer than they would alone")
        }
        return .ok("cores", finding)
    }

    private static var memory: Check {
        let info = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        let available = info.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }?
            .split(separator: " ").dropFirst().first.flatMap { Double($0) }
        guard let available else {
            return .warn("memory", "could not be read from /proc/meminfo", "see to it that 1 GB is free")
        }
        let finding = "\(String(format: "%.1f", available / 1_048_576)) GB available"
        if available < 524_288 {
            return .warn(
                "memory", finding, "novels need a few hundred MB: close other programs or lower --jobs")
        }
        return .ok("memory", finding)
    }

    private static var terminal: Check {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        guard isatty(STDOUT_FILENO) == 1 else {
            return .ok("terminal", "none: results go to a file or another program")
        }
        let finding =
            "\(Terminal.width) columns, \(Terminal.hasColour(STDOUT_FILENO) ? "colour" : "no colour"), "
            + (locale.isEmpty ? "no locale" : locale)
        guard locale.lowercased().replacingOccurrences(of: "-", with: "").contains("utf8") else {
            return .warn("terminal", finding, "book texts and curves are UTF-8: set LANG=C.UTF-8")
        }
        return .ok("terminal", finding)
    }
}
