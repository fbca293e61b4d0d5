import Foundation

/// The project's own files and the books beside it, from which inputs are made.
enum ProjectFiles {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The names in a folder of the package with one of these endings, sorted; none where the folder is not there.
    static func names(in folder: String, ending endings: [String]) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        return names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    }

    /// A file of the package; empty where it is not there.
    static func bytes(_ path: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: path.hasPrefix("/") ? path : root + "/" + path) ?? Data())
    }

    /// Real books outside the project: `QUIRE_DATA`, or `shared/data` beside the package; nil where there are none.
    static let books: String? = {
        let environment = ProcessInfo.processInfo.environment["QUIRE_DATA"]
        let beside = (root as NSString).deletingLastPathComponent + "/shared/data"
        return [environment, beside].compactMap(\.self).map { $0 + "/books" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }()

    /// Real books with one of these endings, by name.
    static func books(ending endings: [String]) -> [(name: String, bytes: [UInt8])] {
        guard let books else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: books)) ?? []
        return names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted().map {
            ($0, bytes(books + "/" + $0))
        }
    }
}
