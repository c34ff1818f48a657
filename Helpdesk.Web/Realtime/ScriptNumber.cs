using System.Text.Json;
using System.Text.Json.Serialization;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// A number on its way to a script. A bare one would make the serializer look at every interface of its type, and each circuit has a serializer of
/// its own: long, int and double cost a page 130 kB.
/// </summary>
/// <param name="value">Whole below 2^53, as the script's own numbers.</param>
[JsonConverter(typeof(Converter))]
public sealed class ScriptNumber(double value)
{
    private readonly double _value = value;

    /// <summary>The number, for a script.</summary>
    public static implicit operator ScriptNumber(double value) => new(value);

    private sealed class Converter : JsonConverter<ScriptNumber>
    {
        public override ScriptNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, ScriptNumber value, JsonSerializerOptions options) => writer.WriteNumberValue(value._value);
    }
}
