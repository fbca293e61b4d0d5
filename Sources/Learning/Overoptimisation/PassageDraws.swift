import Tensors

/// What the answers that one policy drew for one passage are worth, by the reward that is optimised (the proxy) and by
/// the known one (the gold).
package struct PassageDraws: Hashable, Sendable {
    /// The book that the passage is of; empty where that must not matter.
    package var book: String
    /// The proxy's score of each draw.
    package var proxy: [Double]
    /// The gold of each draw; empty where the gold has nothing to say about the passage.
    package var gold: [Double]
    /// KL(policy ‖ start policy) on the passage, in nats: the mean over the draws of the sum of each choice's.
    package var kl: Double

    /// What was drawn.
    package init(book: String = "", proxy: [Double], gold: [Double], kl: Double = 0) {
        self.book = book
        self.proxy = proxy
        self.gold = gold
        self.kl = kl
    }

    private static let magic = "QDRW"

    /// The draws as bytes, without the book.
    package func encoded() -> [UInt8] {
        var writer = BinaryWriter(magic: Self.magic, version: 1)
        writer.write(proxy)
        writer.write(gold)
        writer.write(kl)
        return writer.bytes
    }

    /// Reads draws; refuses anything that `encoded()` did not write.
    package init(decoding bytes: [UInt8], book: String) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: 1)
        let proxy = try reader.readDoubles()
        let gold = try reader.readDoubles()
        let kl = try reader.readDouble()
        try reader.finish()
        guard gold.isEmpty || gold.count == proxy.count, !proxy.isEmpty, kl.isFinite,
            (proxy + gold).allSatisfy(\.isFinite)
        else { throw BinaryError(offset: 8, problem: "scores that do not belong together") }
        self.init(book: book, proxy: proxy, gold: gold, kl: kl)
    }
}
