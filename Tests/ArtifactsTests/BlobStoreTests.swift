import Artifacts
import Foundation
import Testing

func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
    try Files.makeFolder(folder)
    return folder
}

@Suite struct BlobStoreTests {
    let folder: String
    let store: BlobStore
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let digest: Digest

    init() throws {
        folder = try temporaryFolder()
        store = try BlobStore(folder: folder + "/store", temporaryFolder: folder + "/temporary")
        digest = Digest(of: bytes)
        _ = try store.write(bytes, digest: digest)
    }

    func reopened() throws -> BlobStore {
        try BlobStore(folder: folder + "/store", temporaryFolder: folder + "/temporary")
    }

    func overwrite(_ content: [UInt8]) throws {
        try Files.remove(store.path(of: digest))
        try Files.write(content, to: store.path(of: digest))
    }

    @Test func `a blob lies read-only under its digest and nothing unfinished remains`() throws {
        let path = store.path(of: digest)
        #expect(path.hasSuffix("/store/\(digest.description.prefix(2))/\(digest)"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o444)
        #expect(try Files.names(in: folder + "/temporary") == [])
        #expect(try reopened().read(digest) == bytes)
        try store.synchronize()
    }

    @Test func `a torn, edited or deleted blob is absent, and can be written again`() throws {
        for content in [Array(bytes.dropLast()), [], bytes.dropLast() + [255]] {
            try overwrite(content)
            #expect(try reopened().read(digest) == nil)
            #expect(FileStamp(path: store.path(of: digest)) == nil)
            _ = try store.write(bytes, digest: digest)
            #expect(try reopened().read(digest) == bytes)
        }
        try Files.remove(store.path(of: digest))
        #expect(try store.read(digest) == nil)
        #expect(store.intactStamp(of: digest, trusting: nil) == nil)
    }

    @Test func `an edit within the same process is noticed by the file's stamp`() throws {
        let stamp = store.intactStamp(of: digest, trusting: nil)
        #expect(stamp != nil)
        try overwrite(bytes.dropLast() + [255])
        #expect(store.intactStamp(of: digest, trusting: stamp) == nil)
    }
}

@Suite struct LockFileTests {
    @Test func `one of two holds a byte, and another byte is free`() throws {
        let path = try temporaryFolder() + "/locks"
        let (first, second) = (try LockFile(path: path), try LockFile(path: path))
        #expect(try first.tryLock(7))
        #expect(try !second.tryLock(7))
        #expect(try second.tryLock(8))
        first.unlock(7)
        #expect(try second.tryLock(7))
    }

    @Test func `no key shares a byte with the reserved ones`() {
        for number in 0..<100 {
            #expect((0..<LockFile.reserved(0)).contains(LockFile.offset(of: Digest(of: "\(number)"))))
        }
    }
}

@Suite struct FilesTests {
    @Test func `a file's digest comes with its stamp`() throws {
        let path = try temporaryFolder() + "/file"
        try Files.write(Array("abc".utf8), to: path)
        let (digest, stamp) = try Files.digest(path)
        #expect(digest == Digest(of: "abc"))
        #expect(stamp == FileStamp(path: path))
        #expect(stamp.size == 3)
    }

    @Test func `what is missing is told with its path`() throws {
        let error = #expect(throws: FileError.self) { try Files.read("/nowhere/at/all") }
        #expect(error?.description == "cannot open /nowhere/at/all: No such file or directory")
        #expect(try Files.names(in: "/nowhere") == [])
        try Files.remove("/nowhere/at/all")
    }
}
