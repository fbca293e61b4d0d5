extension Optional {
    /// What `body` makes of the value; nothing where there is none.
    func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        switch self {
        case let value?: try await body(value)
        case nil: nil
        }
    }
}
