import Glibc

/// A folder of plain files about one run: `runs/<name>/<time>-<run>`.
package struct RunFolder: Hashable, Sendable {
    /// Where it is.
    package var path: String
    /// The pipeline's name.
    package var name: String
    /// The run's number, in the ledger of its time.
    package var run: Int64
    /// When it was made, in seconds since 1970.
    package var made: Double

    /// All run folders of a workspace; others beside them are passed over.
    /// - Throws: `FileError` where a folder cannot be read.
    package static func all(in workspace: String) throws -> [RunFolder] {
        try Files.names(in: workspace + "/runs").flatMap { try all(in: workspace, of: $0) }
    }

    /// Those of one pipeline's runs; others beside them are passed over.
    /// - Throws: `FileError` where the folder cannot be read.
    package static func all(in workspace: String, of name: String) throws -> [RunFolder] {
        let folder = "\(workspace)/runs/\(name)"
        return try Files.names(in: folder).compactMap { RunFolder(path: "\(folder)/\($0)", name: name) }
    }

    private init?(path: String, name: String) {
        let parts = path.split(separator: "/").last?.split(separator: "-") ?? []
        guard parts.count == 2, let run = Int64(parts[1]), let made = Self.seconds(parts[0]) else {
            return nil
        }
        self.init(path: path, name: name, run: run, made: made)
    }

    private init(path: String, name: String, run: Int64, made: Double) {
        (self.path, self.name, self.run, self.made) = (path, name, run, made)
    }

    /// Seconds since 1970 of a time like `20261123T225517Z`.
    private static func seconds(_ stamp: Substring) -> Double? {
        let digits = stamp.filter(\.isNumber)
        guard stamp.count == 16, digits.count == 14 else { return nil }
        func number(_ start: Int, _ count: Int) -> Int32 { Int32(digits.dropFirst(start).prefix(count)) ?? 0 }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (number(0, 4) - 1900, number(4, 2) - 1, number(6, 2))
        (time.tm_hour, time.tm_min, time.tm_sec) = (number(8, 2), number(10, 2), number(12, 2))
        return Double(timegm(&time))
    }

    /// Whether it is the folder of this run: a ledger that was begun anew counts its runs from 1 again.
    func isOf(_ run: RunRecord) -> Bool {
        run.id == self.run && run.name == name && abs(made - run.started) < 60
    }
}
