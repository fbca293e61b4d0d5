import Tensors

/// Something that answers passages.
package protocol Policy: Sendable {
    /// An answer within the passage's limit. At temperature 0 the likeliest choice is taken at each step and
    /// the stream is not used; above it, choices are drawn from softmax(logits / temperature).
    func answer(_ passage: Passage, temperature: Double, using stream: inout RandomStream) -> Answer
}
