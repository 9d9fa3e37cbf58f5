/// Why a credential could not be read.
public enum CredentialError: Error, Equatable, Sendable {
    /// The name is not one to 255 of letters, digits, ".", "_" and "-", not beginning with ".".
    case invalidName(String)
    /// The credential is there but cannot be read; the number is an errno.
    case unreadable(name: String, errno: Int32)
    /// The credential is larger than the limit.
    case tooLarge(name: String, maximumBytes: Int)
}

extension CredentialError: CustomStringConvertible {
    /// One sentence: which credential, and why.
    public var description: String {
        switch self {
        case .invalidName(let name):
            "\(name.debugDescription) is no name of a credential."
        case .unreadable(let name, let number):
            "The credential \"\(name)\" could not be read: \(reason(number))."
        case .tooLarge(let name, let maximum):
            "The credential \"\(name)\" is larger than \(maximum) bytes."
        }
    }
}
