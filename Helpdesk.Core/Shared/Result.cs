using System.Diagnostics.CodeAnalysis;

namespace Helpdesk.Core.Shared;

/// <summary>What a door can ask of any result.</summary>
public interface IOutcome
{
    /// <summary>Why it was refused; null when it was not.</summary>
    Error? Error { get; }
}

/// <summary>Success, or the <see cref="Error"/> that refused it. Exceptions stay for bugs and broken networks.</summary>
public readonly record struct Result(Error? Error) : IOutcome
{
    /// <summary>The successful result.</summary>
    public static Result Ok => default;

    /// <summary>Whether nothing was refused.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>A value, or the <see cref="Error"/> that refused it.</summary>
public readonly record struct Result<T> : IOutcome
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    /// <summary>Why there is no value.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value; reading it after a refusal is a bug and throws.</summary>
    public T Value => Succeeded ? _value! : throw new InvalidOperationException($"Refused: {Error.Code}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
