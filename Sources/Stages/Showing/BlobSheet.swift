import Artifacts
import Foundation

/// Any artifact that has no sheet of its own: its text, JSON laid out, or its size.
package struct BlobSheet: Sheet {
    /// One artifact.
    package struct Line: Encodable, Hashable, Sendable {
        /// The artifact's digest, in hexadecimal.
        package var digest: String
        /// The size in bytes.
        package var bytes: Int
        /// `nil` where the bytes are not text.
        package var text: String?
    }

    /// The one artifact.
    package let lines: [Line]

    /// The sheet of an artifact's bytes.
    package init(_ digest: Digest, bytes: [UInt8]) {
        let text = bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
        lines = [Line(digest: digest.description, bytes: bytes.count, text: text)]
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        guard let line = lines.first else { return "" }
        guard let text = line.text else { return "\(Figures.count(line.bytes, "byte")) that are not text" }
        if let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        {
            return cut(String(decoding: data, as: UTF8.self), page)
        }
        return cut(text.wrapped(to: page.width), page)
    }

    private func cut(_ text: String, _ page: Page) -> String {
        let (shown, rest) = page.first(
            text.split(separator: "\n", omittingEmptySubsequences: false), of: "line")
        return shown.joined(separator: "\n") + (rest.map { "\n\($0)" } ?? "")
    }
}
