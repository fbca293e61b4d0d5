import Foundation

@testable import Pipeline

/// Where the files of these tests stand.
let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

/// Whether stored results are to be written anew.
let updatesGolden = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

struct NoSuchFile: Error, CustomStringConvertible {
    var description: String { "no such file" }
}

/// Reads files from a map, as the closure that `Document.load` takes.
func reader(_ files: [String: String]) -> (String) throws -> String {
    { path in
        guard let text = files[path] else { throw NoSuchFile() }
        return text
    }
}

/// Checks one text as `book.yaml`.
func check(
    _ text: String, set: [String] = [], files: [String: String] = [:],
    _ capabilities: Capabilities = .everything
) -> Result<Checked, Complaints> {
    var files = files
    files["book.yaml"] = text
    return Document.load("book.yaml", set: set, read: reader(files)).map { $0.checked(with: capabilities) }
}

/// What is said of one text, empty when nothing is wrong.
func complaints(
    _ text: String, set: [String] = [], files: [String: String] = [:],
    _ capabilities: Capabilities = .everything
) -> String {
    switch check(text, set: set, files: files, capabilities) {
    case .success(let checked): checked.complaints.description
    case .failure(let complaints): complaints.description
    }
}

/// Checks a file of the folder of stored examples.
func example(_ name: String) -> Result<Checked, Complaints> {
    let folder = golden.appending(path: "examples")
    return Document.load(name) { path in
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }.map { $0.checked() }
}

/// A pipeline that is right, around the stages of a test.
func pipeline(_ stages: String, extra: String = "") -> String {
    """
    quire: 1
    data:
      books: {path: "books/*.txt", split: {train: 8, test: 2}}
    task: {instruction: Summarise., max_words: {leaf: 100, inner: 150, root: 300}}
    decomposers:
      fixed: {kind: fixed, leaf_words: 450, fan_in: 6}
    overseers:
      reader: {kind: simulated, gold: coverage}
    \(extra)
    stages:
    \(stages.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n"))
    """
}

extension Result where Success == Checked, Failure == Complaints {
    /// The graph, or what is wrong instead.
    var graphOrComplaints: (Graph?, String) {
        switch self {
        case .success(let checked): (checked.graph, checked.complaints.description)
        case .failure(let complaints): (nil, complaints.description)
        }
    }
}
