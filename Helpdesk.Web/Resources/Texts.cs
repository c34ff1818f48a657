namespace Helpdesk.Web.Resources;

/// <summary>Marks the texts of the user interface: <c>Texts.resx</c> in English, <c>Texts.ar.resx</c> in Arabic.</summary>
public sealed class Texts;
