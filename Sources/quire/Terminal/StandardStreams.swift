import Glibc

/// What a process needs before it opens its first file.
enum StandardStreams {
    /// Sees to it that no file of the workspace gets the number of a standard stream that the caller closed, where
    /// results and progress would be written into it, and that a file too large is an error and not the end.
    static func secure() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one. Open for the wrong direction: to write to it fails, as it should.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
        signal(SIGXFSZ, SIG_IGN)
    }
}
