internal import CXML2
internal import CZip

/// The system libraries that books are read with.
package enum ReadingLibraries {
    /// libzip's version, as in "1.7.3".
    package static var zip: String { String(cString: zip_libzip_version()) }

    /// The version of libxml2 that this build was made against, as in "2.9.14".
    package static var xml: String { LIBXML_DOTTED_VERSION }
}
