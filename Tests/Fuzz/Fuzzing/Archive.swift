internal import CZip

/// ZIP archives, made by libzip so that members can be compressed.
enum Archive {
    /// An archive of members, all stored or all compressed; empty where libzip refuses.
    static func packed(_ members: [FuzzInput.File], compressed: Bool) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(nil, 0, 0, &error) else { return [] }
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
            zip_source_free(source)
            return []
        }
        var buffers: [UnsafeMutableRawBufferPointer] = []
        for member in members {
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(1, member.bytes.count), alignment: 16)
            buffer.copyBytes(from: member.bytes)
            buffers.append(buffer)
            guard let content = zip_source_buffer(archive, buffer.baseAddress, UInt64(member.bytes.count), 0)
            else { continue }
            let index = zip_file_add(archive, member.name, content, ZIP_FL_ENC_UTF_8)
            if index < 0 {
                zip_source_free(content)
            } else {
                zip_set_file_compression(
                    archive, UInt64(index), compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 1)
                zip_file_set_mtime(archive, UInt64(index), 0, 0)
            }
        }
        let closed = zip_close(archive)
        for buffer in buffers { buffer.deallocate() }
        guard closed == 0, zip_source_open(source) == 0 else { return [] }
        defer { zip_source_close(source) }
        zip_source_seek(source, 0, 2)
        let count = Int(zip_source_tell(source))
        zip_source_seek(source, 0, 0)
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        let read = Int(zip_source_read(source, &bytes, UInt64(count)))
        return read == count ? bytes : []
    }

    /// The members of an archive that are at most so long; none where it cannot be read.
    static func members(of bytes: [UInt8], most: Int) -> [FuzzInput.File] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(bytes.count), 0, &error),
            let archive = zip_open_from_source(source, ZIP_RDONLY, &error)
        else { return [] }
        defer { zip_discard(archive) }
        return (0..<zip_get_num_entries(archive, 0)).compactMap { index in
            var status = zip_stat_t()
            guard zip_stat_index(archive, UInt64(index), 0, &status) == 0, status.size <= UInt64(most),
                let name = status.name, let member = zip_fopen_index(archive, UInt64(index), 0)
            else { return nil }
            defer { zip_fclose(member) }
            var content = [UInt8](repeating: 0, count: Int(status.size))
            guard zip_fread(member, &content, status.size) == Int64(status.size) else { return nil }
            return .init(String(cString: name), content)
        }
    }

    /// Where the records of the archive's directory begin: their sizes, names and offsets stand at fixed places.
    static func directory(in bytes: [UInt8]) -> [Int] {
        guard bytes.count > 46 else { return [] }
        return (0..<bytes.count - 46).filter {
            bytes[$0] == 0x50 && bytes[$0 + 1] == 0x4B && bytes[$0 + 2] == 1 && bytes[$0 + 3] == 2
        }
    }
}
