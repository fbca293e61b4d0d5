internal import CZip

/// The members of a ZIP archive in memory, unpacked on request and within limits.
final class ZipArchive {
    /// A book has a few hundred members.
    private static let mostMembers = 20_000
    /// All that is unpacked of one archive, in bytes: pages and what the book says of itself, no pictures.
    private static let mostBytes = 16 << 20
    /// How many times its size an archive of more than a little may unpack to: text to five times, a bomb to a
    /// thousand times.
    private static let mostGrowth = 50

    private let file: String
    private let buffer: UnsafeMutableRawBufferPointer
    private let archive: OpaquePointer
    private let mostUnpacked: Int
    private var unpacked = 0

    init(_ bytes: [UInt8], fileName: String) throws(BookError) {
        file = fileName
        mostUnpacked = min(Self.mostBytes, max(1 << 20, Self.mostGrowth * bytes.count))
        buffer = .allocate(byteCount: max(1, bytes.count), alignment: 16)
        buffer.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(bytes.count), 0, &error) else {
            buffer.deallocate()
            throw Self.damaged(fileName, nil, "cannot be opened as a ZIP archive")
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            buffer.deallocate()
            throw Self.damaged(
                fileName, nil, "is not a whole ZIP archive (\(String(cString: zip_error_strerror(&error))))")
        }
        self.archive = archive
        let members = zip_get_num_entries(archive, 0)
        guard members <= Self.mostMembers else {
            throw BookError(
                .tooLarge, file: fileName, wrong: "has \(members) members",
                right: "An EPUB may have at most \(Self.mostMembers).")
        }
    }

    deinit {
        zip_discard(archive)
        buffer.deallocate()
    }

    /// The bytes of a member, or nil if the archive has none of that name.
    func read(_ name: String) throws(BookError) -> [UInt8]? {
        let index = zip_name_locate(archive, name, ZIP_FL_ENC_GUESS)
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else {
            throw Self.damaged(file, name, "has no entry in the archive's directory")
        }
        guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
            throw BookError(
                .encrypted, file: file, member: name, wrong: "is locked with a password",
                right: "A book has to be without a password.")
        }
        guard let member = zip_fopen_index(archive, UInt64(index), 0) else {
            throw Self.damaged(file, name, "cannot be unpacked")
        }
        defer { zip_fclose(member) }
        return try readAll(member, name: name)
    }

    private func readAll(_ member: OpaquePointer, name: String) throws(BookError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Int(zip_fread(member, &chunk, UInt64(chunk.count)))
            guard count >= 0 else { throw Self.damaged(file, name, "is damaged in the archive") }
            guard count > 0 else { return bytes }
            unpacked += count
            guard unpacked <= mostUnpacked else {
                throw BookError(
                    .tooLarge, file: file, member: name,
                    wrong: "makes the book unpack to more than \(mostUnpacked >> 20) MB",
                    right:
                        "The pages of a book may have at most \(Self.mostBytes >> 20) MB together, and \(Self.mostGrowth) times the archive's size."
                )
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func damaged(_ file: String, _ member: String?, _ wrong: String) -> BookError {
        BookError(
            .damaged, file: file, member: member, wrong: wrong,
            right: "An EPUB is a whole ZIP archive; get the file again from where it came from.")
    }
}
