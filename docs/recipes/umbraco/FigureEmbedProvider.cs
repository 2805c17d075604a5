using Umbraco.Cms.Core.Composing;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Media.EmbedProviders;
using Umbraco.Cms.Core.Serialization;

namespace Figures;

/// Shows published figures where editors paste their link.
public class FigureEmbedProvider : OEmbedProviderBase
{
    private const string Server = "https://figures.example.gov.uk";

    public FigureEmbedProvider(IJsonSerializer jsonSerializer) : base(jsonSerializer) { }

    public override string ApiEndpoint => Server + "/oembed";

    public override string[] UrlSchemeRegex => new[] { @"^https://figures\.example\.gov\.uk/w/[0-9a-z]{26}$" };

    public override Dictionary<string, string> RequestParams => new();

    // Umbraco 15 and later have this in the place of GetMarkup:
    // public override Task<string?> GetMarkupAsync(string url, int? maxWidth, int? maxHeight, CancellationToken cancel) =>
    //     GetJsonBasedMarkupAsync(url, maxWidth, null, cancel);
    public override string? GetMarkup(string url, int maxWidth = 0, int maxHeight = 0)
    {
        // A figure is as high as it is: a bound would cut it off.
        var answer = GetJsonResponse<OEmbedResponse>(GetEmbedProviderUrl(url, maxWidth, 0));
        return answer?.GetHtml();
    }
}

public class FigureComposer : IComposer
{
    public void Compose(IUmbracoBuilder builder) => builder.EmbedProviders().Append<FigureEmbedProvider>();
}
