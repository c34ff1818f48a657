namespace Helpdesk.Web.Resources;

/// <summary>Names the texts of the administration's pages, <c>AdminTexts.resx</c> and <c>AdminTexts.ar.resx</c>.</summary>
public sealed class AdminTexts;
