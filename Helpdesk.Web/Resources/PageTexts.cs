namespace Helpdesk.Web.Resources;

/// <summary>Marks the texts of the pages around the console (sign-in, set-up, people, channels, failures): <c>PageTexts.resx</c> and <c>PageTexts.ar.resx</c>.</summary>
public sealed class PageTexts;
