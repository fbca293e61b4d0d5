extension String {
    /// The part of the text that a span covers.
    ///
    /// The span must lie within the text and on the borders of characters' encodings, as every span of this module
    /// for this text does. Constant time for a native string.
    package func utf8(in span: Span) -> Substring {
        let start = utf8.index(utf8.startIndex, offsetBy: span.start)
        return self[start..<utf8.index(start, offsetBy: span.count)]
    }
}
