namespace Helpdesk.Web.Resources;

/// <summary>Names the texts of the supervisor's live page, <c>LiveTexts.resx</c> and <c>LiveTexts.ar.resx</c>.</summary>
public sealed class LiveTexts;
