import Engine
import Foundation
import Testing

@Suite struct FileDigestTests {
    let path = temporaryFolder()

    func setModified(_ seconds: Int) {
        var times = [timeval(tv_sec: seconds, tv_usec: 0), timeval(tv_sec: seconds, tv_usec: 0)]
        utimes(path, &times)
    }

    @Test func `a file that was not touched is not read again, one that was is`() throws {
        let engine = try Engine.testing()
        try Files.write(bytes("one"), to: path)
        setModified(1_000_000)
        #expect(try engine.digest(ofFile: path) == Digest(of: "one"))
        let stamp = try #require(FileStamp(path: path))
        #expect(try engine.ledger.digest(ofFile: path, stamp: stamp) == Digest(of: "one"))
        try Files.write(bytes("two"), to: path)
        #expect(try engine.digest(ofFile: path) == Digest(of: "two"))
    }

    @Test func `a file changed just now is not trusted to keep its stamp`() throws {
        let engine = try Engine.testing()
        try Files.write(bytes("one"), to: path)
        #expect(try engine.digest(ofFile: path) == Digest(of: "one"))
        let stamp = try #require(FileStamp(path: path))
        #expect(try engine.ledger.digest(ofFile: path, stamp: stamp) == nil)
    }

    @Test(arguments: [10, 40_000]) func `a file is kept as a blob, again when the blob is gone`(
        size: Int
    ) async throws {
        let folder = temporaryFolder()
        let engine = try Engine(workspace: folder, operations: [], jobs: 1)
        let content = [UInt8](repeating: 9, count: size)
        try Files.write(content, to: path)
        setModified(1_000_000)
        let digest = try await engine.store(file: path)
        #expect(digest == Digest(of: content))
        if size > 32 * 1024 { try Files.remove("\(folder)/store/\(digest.description.prefix(2))/\(digest)") }
        #expect(try await engine.store(file: path) == digest)
        #expect(try await engine.bytes(of: digest) == content)
    }
}

@Suite struct DifferenceTests {
    @Test func `why work is not known is told field by field`() async throws {
        let engine = try Engine.testing([
            Block("cut", revision: 2) { _ in ["main": [1]] }
        ])
        let (one, two) = (Digest(of: "1"), Digest(of: "2"))
        let before = Work(
            operation: "cut", revision: 2,
            settings: ["limits": ["leaf_words": 450, "fan_in": 6], "snap": "sentence"],
            inputs: ["book": [one]], seed: 17)
        _ = try await engine.perform(before, label: "trees")
        var after = before
        after.revision = 3
        after.settings = ["limits": ["leaf_words": 300, "fan_in": 6, "phase": 0.5]]
        after.inputs = ["book": [one, two]]
        after.seed = 18
        let earlier = try #require(try engine.earlier(than: after, label: "trees"))
        #expect(
            Engine.difference(between: after, and: earlier) == [
                FieldDifference(path: "revision", before: 2, after: 3),
                FieldDifference(path: "settings.limits.leaf_words", before: 450, after: 300),
                FieldDifference(path: "settings.limits.phase", before: nil, after: 0.5),
                FieldDifference(path: "settings.snap", before: "sentence", after: nil),
                FieldDifference(path: "inputs.book[1]", before: nil, after: .string(two.description)),
                FieldDifference(path: "seed", before: "17", after: "18"),
            ])
        #expect(Engine.difference(between: before, and: earlier) == [])
        #expect(try engine.earlier(than: before, label: "trees") == nil)
    }
}
